//! The next version of a statement is begun (PRI-7): a draft with what the last one says. While there is a draft, it is that one.

use super::{StatementRefusal, allowed, draft, insert, locked, newest};
use crate::events;
use crate::tables::statement_text;
use crate::tables::statement_version::{Model, VersionState};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _};

/// Begins the next version; returns the draft's id.
pub async fn start_version(cx: &Cx, statement: Uuid) -> Outcome<Uuid, StatementRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    locked(&tx, statement).await?;
    let last = newest(statement).one(&*tx).await?;
    if let Some(last) = last.as_ref().filter(|last| last.state == VersionState::Draft) {
        return Ok(last.id);
    }
    let next = draft(cx, statement, last.as_ref().map_or(1, |last| last.number + 1));
    let (id, number) = (next.id, next.number);
    let next = match &last {
        Some(last) => Model { required: last.required, countries: last.countries.clone(), ..next },
        None => next,
    };
    insert(&tx, next).await?;
    if let Some(last) = &last {
        let texts = statement_text::Entity::find().filter(statement_text::Column::VersionId.eq(last.id));
        let texts = texts.order_by_asc(statement_text::Column::Lang).all(&*tx).await?;
        if !texts.is_empty() {
            let copies = texts.into_iter().map(|text| statement_text::Model { version_id: id, ..text });
            let copies = copies.map(statement_text::Model::into_active_model);
            statement_text::Entity::insert_many(copies).exec_without_returning(&*tx).await?;
        }
    }
    let details = serde_json::json!({ "statement_version": number });
    cx.audit(&tx, events::VERSION_STARTED.about(statement).with(details)).await?;
    tx.commit().await?;
    Ok(id)
}
