//! Detaches an account elsewhere (ACC-8), unless it is the last way in.

use super::identities::held_by_owner;
use crate::queries::identities::{label, of_account};
use crate::queries::{contacts, passkeys};
use crate::refusals::ServiceRefusal;
use crate::rights::own_account;
use crate::tables::account_identity::Entity;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Detaches it. Another person's is reported as not found.
pub async fn detach_service(cx: &Cx, session: Uuid, identity: Uuid) -> Outcome<(), ServiceRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    let attached = of_account(&*tx, id).await?;
    let found = attached.iter().find(|one| one.id == identity).ok_or(ServiceRefusal::NotFound).or_refuse()?;
    let is_only = attached.len() == 1 && row.password_sealed.is_none();
    if is_only && !passkeys::sign_in_alone(cx, &*tx, id, None).await? {
        return Err(refuse(ServiceRefusal::LastWayIn));
    }
    Entity::delete_by_id(found.id).exec(&*tx).await?;
    let name = label(cx, &found.provider);
    mails::service_detached::queue(cx, &tx, &contacts::recipient(cx, &tx, &row).await?, &name).await?;
    let details = serde_json::json!({ "service": name });
    cx.audit(&tx, events::SERVICE_DETACHED.about(id).of_account(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
