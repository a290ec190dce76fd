//! Proves by an attached account elsewhere that it is the owner (ACC-10), for who has no password: opens sensitive changes for ten minutes.
//! It is no factor (ACC-9).

use crate::model::identity::Identity;
use crate::queries::identities::{by_subject, label};
use crate::refusals::{NotTheOwner, ServiceRefusal};
use crate::rights::own_account;
use crate::{events, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Secret, Uuid, refuse};

/// Opens sensitive changes; returns the session's new token.
pub async fn prove_by_service(cx: &Cx, session: Uuid, identity: &Identity) -> Outcome<Secret<String>, ServiceRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    super::locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if by_subject(cx, &*tx, identity).await?.is_none_or(|found| found.account_id != id) {
        return Err(refuse(ServiceRefusal::Other));
    }
    let token = sessions::renew(cx, &tx, session, id, sessions::Proof::Password).await?;
    let token = token.ok_or(NotTheOwner).or_refuse()?;
    let details = serde_json::json!({ "service": label(cx, &identity.provider) });
    cx.audit(&tx, events::PROVED_BY_SERVICE.about(id).of_account(id).with(details)).await?;
    tx.commit().await?;
    Ok(token)
}
