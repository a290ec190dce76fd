//! Switches one kind of notification on for an account: a step of a module above, to whose form the person has just agreed (ACC-16).

use crate::events;
use crate::tables::notification_choice::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Notification, Uuid};
use gatehouse_db::Tx;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Switches it on.
pub async fn switch_on(cx: &Cx, tx: &Tx, account: Uuid, kind: Notification) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(cx.id()),
        account_id: Set(account),
        kind: Set(kind.word.to_owned()),
        chosen_at: Set(cx.now()),
    };
    let once = OnConflict::columns([Column::AccountId, Column::Kind]).do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? > 0 {
        let details = serde_json::json!({ "on": [kind.word] });
        cx.audit(tx, events::NOTIFICATIONS_CHANGED.about(account).of_account(account).with(details)).await?;
    }
    Ok(())
}
