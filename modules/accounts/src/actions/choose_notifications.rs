//! Switches kinds of notification on and off (ACC-16).

use crate::events;
use crate::refusals::NotTheOwner;
use crate::rights::own_account;
use crate::tables::notification_choice::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Notification, OrRefuse as _, Outcome};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

/// Switches on exactly these; all others are off afterwards.
pub async fn choose_notifications(cx: &Cx, chosen: &[Notification]) -> Outcome<(), NotTheOwner> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let words: Vec<&str> = chosen.iter().map(|kind| kind.word).collect();
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.is_not_in(words.iter().copied()))
        .exec(&*tx)
        .await?;
    if !words.is_empty() {
        let rows = words.iter().map(|word| ActiveModel {
            id: Set(cx.id()),
            account_id: Set(account),
            kind: Set((*word).to_owned()),
            chosen_at: Set(cx.now()),
        });
        let kept = OnConflict::columns([Column::AccountId, Column::Kind]).do_nothing().to_owned();
        Entity::insert_many(rows).on_conflict(kept).exec_without_returning(&*tx).await?;
    }
    let details = serde_json::json!({ "on": words });
    let entry = events::NOTIFICATIONS_CHANGED.about(account).of_account(account);
    cx.audit(&tx, entry.with(details)).await?;
    tx.commit().await?;
    Ok(())
}
