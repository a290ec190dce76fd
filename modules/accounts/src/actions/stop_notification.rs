//! Switches one kind of notification off by the link of such a mail (ACC-16). Whoever reads the mail may: no session is asked for, and
//! nothing else changes. Once more is no mistake.

use crate::events;
use crate::queries::stops::{Stop, to_stop};
use crate::refusals::BadLink;
use crate::tables::notification_choice::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Outcome;
use sea_orm::entity::prelude::*;

/// Switches it off.
pub async fn stop_notification(cx: &Cx, token: &str) -> Outcome<(), BadLink> {
    let Stop { account, word } = to_stop(cx, token)?;
    let tx = cx.begin().await?;
    let own = Entity::delete_many().filter(Column::AccountId.eq(account)).filter(Column::Kind.eq(word.as_str()));
    if own.exec(&*tx).await?.rows_affected > 0 {
        let details = serde_json::json!({ "off": word });
        cx.audit(&tx, events::NOTIFICATIONS_CHANGED.about(account).of_account(account).with(details)).await?;
    }
    tx.commit().await?;
    Ok(())
}
