//! What an operator does from the command line for a member whose row is refused, because it was changed past Gatehouse, or
//! who cannot be helped from the console.

use super::single_sign_on::forget_identity;
use super::{links, locked, presence_code, second_factor, write};
use crate::actions::grant;
use crate::events;
use crate::mails;
use crate::model::roles;
use crate::queries::recipients::opened;
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights::NotAllowed;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Invalid, Outcome, Role, Secret, Uuid, refuse};

/// What the operator hands over.
pub struct Repaired {
    /// To set a password; mailed too.
    pub link: Secret<String>,
    /// To connect an authenticator app; shown this once.
    pub code: Secret<String>,
}

/// Makes a member's access anew, with these roles and nothing of what the row says: no password, no second factor, no
/// single sign-on, no session. They get a link to set a password, and connect an authenticator app then with the code that stands beside the
/// link here. Only for the command line.
pub async fn repair_member(cx: &Cx, id: Uuid, new: &[Role]) -> Outcome<Repaired, MemberRefusal> {
    if !matches!(cx.actor, Actor::Program(_)) {
        return Err(refuse(NotAllowed.into()));
    }
    if new.is_empty() {
        return Err(refuse(Invalid::one(MemberError::RolesMissing).into()));
    }
    let tx = cx.begin().await?;
    let member = locked(&tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    let (change, number) = grant::state_anew(cx, &*tx, &member, &roles::join(new)).await?;
    write(&tx, &member, change).await?;
    grant::note(cx, &tx, id, number)?;
    forget_identity(&tx, id).await?;
    second_factor::take_away(cx, &tx, id).await?;
    let link = links::make(cx, &tx, id).await?;
    mails::invitation(cx, &tx, &opened(cx, &*tx, member).await?, &link).await?;
    let details = serde_json::json!({ "roles": roles::join(new), grant::NUMBER: number });
    cx.audit(&tx, events::REPAIRED.about(id).with(details)).await?;
    let code = presence_code::make(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(Repaired { link, code })
}
