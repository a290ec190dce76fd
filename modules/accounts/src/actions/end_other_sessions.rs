//! Ends all sessions but this one, also those that are half done, and forgets all browsers but this one (ACC-10).

use crate::events;
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use crate::sessions::SESSIONS;
use crate::sessions::half::HALVES;
use crate::signals::SessionsEnded;
use crate::tables::{known_device, session};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Ends them; returns how many there were.
pub async fn end_other_sessions(cx: &Cx, this: Uuid) -> Outcome<u64, NotTheOwner> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let ended = forget_others(cx, &tx, account, this).await?;
    if ended > 0 {
        let details = serde_json::json!({ "sessions": ended });
        cx.audit(&tx, events::SESSIONS_ENDED.about(account).of_account(account).with(details)).await?;
    }
    tx.commit().await?;
    Ok(ended)
}

/// The same within a transaction.
pub(super) async fn forget_others(cx: &Cx, tx: &Tx, account: Uuid, this: Uuid) -> Result<u64, Fault> {
    use known_device::{Column, Entity};
    let own = session::Entity::find_by_id(this).one(&**tx).await?.and_then(|session| session.device_id);
    let mut delete = Entity::delete_many().filter(Column::AccountId.eq(account));
    if let Some(own) = own {
        delete = delete.filter(Column::Id.ne(own));
    }
    delete.exec(&**tx).await?;
    HALVES.end_all(cx, tx, account, None).await?;
    let ended = SESSIONS.end_all(cx, tx, account, Some(this)).await?;
    cx.raise(tx, SessionsEnded { account, kept: Some(this) }).await?;
    Ok(ended)
}
