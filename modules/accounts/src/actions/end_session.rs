//! Ends one's own session (ACC-10): this one, which is signing out, or another one.

use crate::events;
use crate::refusals::AccountRefusal;
use crate::rights::own_account;
use crate::tables::session::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Ends it. Another person's session is reported as not found.
pub async fn end_session(cx: &Cx, session: Uuid, is_this: bool) -> Outcome<(), AccountRefusal> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = Entity::delete_many().filter(Column::Id.eq(session)).filter(Column::AccountId.eq(account));
    if ended.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(AccountRefusal::NotFound));
    }
    let event = if is_this { events::SIGNED_OUT } else { events::SESSION_ENDED };
    cx.audit(&tx, event.about(session).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
