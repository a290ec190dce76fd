//! Attaches an account elsewhere to one's own (ACC-8), in a session in which the owner has just proven who they are. The address that the
//! service tells does not matter here.

use super::identities::{attach, held_by_owner};
use crate::model::identity::Identity;
use crate::refusals::ServiceRefusal;
use crate::rights::own_account;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// Attaches it.
pub async fn attach_service(cx: &Cx, session: Uuid, identity: &Identity) -> Outcome<(), ServiceRefusal> {
    let id = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    attach(cx, &tx, &row, identity, true).await?;
    tx.commit().await?;
    Ok(())
}
