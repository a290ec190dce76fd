//! A draft of a statement is changed (PRI-7): its texts, where it is asked, and whether it must be accepted. A published version is never
//! changed.

use super::{StatementRefusal, allowed, touch_draft};
use crate::events;
use crate::model::entry::VersionEntry;
use crate::tables::{statement_text, statement_version};
use gatehouse_context::Cx;
use gatehouse_core::{Lang, OrRefuse as _, Outcome, Uuid};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// Changes a draft that is still at `expected`; returns its statement's id.
pub async fn save_version(
    cx: &Cx,
    version: Uuid,
    expected: Option<i64>,
    entry: &VersionEntry,
) -> Outcome<Uuid, StatementRefusal> {
    use statement_version::{Column, Entity};
    allowed(cx)?;
    let read = entry.read().or_refuse()?;
    let tx = cx.begin().await?;
    let row = touch_draft(&tx, version, expected).await?;
    let update = Entity::update_many()
        .col_expr(Column::Required, Expr::value(entry.required))
        .col_expr(Column::AsksAgain, Expr::value(entry.asks_again || row.number == 1))
        .col_expr(Column::Countries, Expr::value(read.countries))
        .filter(Column::Id.eq(version));
    update.exec(&*tx).await?;
    statement_text::Entity::delete_many().filter(statement_text::Column::VersionId.eq(version)).exec(&*tx).await?;
    let text = |(lang, title, body): (Lang, String, String)| statement_text::ActiveModel {
        version_id: Set(version),
        lang: Set(lang.tag().to_owned()),
        title: Set(title),
        body: Set(body),
    };
    statement_text::Entity::insert_many(read.texts.into_iter().map(text)).exec_without_returning(&*tx).await?;
    let details = serde_json::json!({ "statement_version": row.number });
    cx.audit(&tx, events::VERSION_CHANGED.about(row.statement_id).with(details)).await?;
    tx.commit().await?;
    Ok(row.statement_id)
}
