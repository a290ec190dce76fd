//! A chat is erased (PRI-2): its key, and with it every text and file that it seals, its messages, its mails and its row. What it became as a request
//! stays there.

use crate::events::ERASED;
use crate::tables::{chat, chat_message};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Erases it. The caller holds the row.
pub(crate) async fn erase(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    chat_message::Entity::delete_many().filter(chat_message::Column::ChatId.eq(id)).exec(&**tx).await?;
    chat::Entity::delete_by_id(id).exec(&**tx).await?;
    gatehouse_mail::forget_subject(tx, id).await?;
    subject::destroy(cx, tx, id).await?;
    cx.audit(tx, ERASED.about(id)).await
}
