//! Ends sessions (ACC-10): this one, another one, all others.

use super::steps;
use crate::events;
use crate::refusals::{NotTheOwner, NotThere};
use crate::rights::own_account;
use crate::tables::session::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Why no session ended.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum EndRefusal {
    /// Nobody is signed in.
    NotTheOwner(NotTheOwner),
    /// No such session of this person.
    NotThere(NotThere),
}

/// Ends one's own session, this or another one. A stranger's session is as good as none.
pub async fn end(cx: &Cx, session: Uuid, is_this: bool) -> Outcome<(), EndRefusal> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = Entity::delete_many()
        .filter(Column::Id.eq(session))
        .filter(Column::AccountId.eq(account))
        .exec(&*tx)
        .await?
        .rows_affected;
    if ended == 0 {
        return Err(refuse(NotThere.into()));
    }
    let event = if is_this { events::SIGNED_OUT } else { events::SESSION_ENDED };
    cx.audit(&tx, event.about(session).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends all sessions but this one and forgets all browsers but this one; returns how many sessions ended.
pub async fn end_others(cx: &Cx, this: Uuid) -> Outcome<u64, EndRefusal> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = steps::forget_others(cx, &tx, account, this).await?;
    if ended > 0 {
        let details = serde_json::json!({ "sessions": ended });
        let entry = events::SESSIONS_ENDED.about(account).of_account(account);
        cx.audit(&tx, entry.with(details)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}
