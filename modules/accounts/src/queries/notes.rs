//! What staff noted about a customer.

use crate::rights::LookAtAccounts;
use crate::tables::account_note::{Column, Entity};
use gatehouse_context::{May, subject};
use gatehouse_core::note::{MOST, Note};
use gatehouse_core::{Fault, Personal, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Where the text lies.
pub(crate) const TEXT: &str = "account_note.text_sealed";

/// The notes about an account, newest first. Who reads them has looked at the account, and the log says so.
pub async fn notes(cx: &May<LookAtAccounts>, account: Uuid) -> Result<Vec<Note>, Fault> {
    let rows = Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::At)
        .order_by_desc(Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    let Some(key) = subject::keys(cx, cx.read(), &[account]).await?.remove(&account) else { return Ok(Vec::new()) };
    // One that was changed in the database keeps no page from being shown.
    let opened = rows.into_iter().filter_map(|row| {
        let text = key.open_text(TEXT, row.id, &row.text_sealed);
        let text =
            text.inspect_err(|fault| tracing::error!(row = %row.id, %fault, "a note does not open, and is left out"));
        Some(Note { id: row.id, author: row.author_id, at: row.at, text: Personal(text.ok()?) })
    });
    Ok(opened.collect())
}
