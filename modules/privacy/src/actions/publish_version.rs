//! A draft of a statement is published (ACC-12, PRI-7): at once, or from a day on. From then on it never changes.
//!
//! The moment may lie in the future: until it comes, the version before stays in force. A planned version that was a mistake is
//! overtaken by the next one, whose number is higher.

use super::{StatementRefusal, allowed, touch_draft};
use crate::events;
use crate::model::entry::StatementError;
use crate::queries::memory::StatementMemory;
use crate::tables::statement_text;
use crate::tables::statement_version::{Column, Entity, VersionState};
use gatehouse_context::Cx;
use gatehouse_core::day::{DayError, first_moment};
use gatehouse_core::{Errors, Invalid, MINUTE, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use jiff::civil::Date;
use sea_orm::entity::prelude::*;

/// A moment so long ago is still "now": the clock of whoever asks may be behind.
const LATE: i64 = 5 * MINUTE;

/// What is published, and when.
#[derive(Clone, Debug, Default)]
pub struct PublishVersion {
    /// The draft.
    pub version: Uuid,
    /// The first day, in the clerk's zone, or an RFC 3339 moment; empty or today: at once.
    pub from: String,
    /// "It never changes again" is ticked.
    pub confirmed: bool,
    /// Only when the draft is at this revision: what was read is what is published.
    pub expected: Option<i64>,
}

/// Publishes a draft; returns from when on it is in force.
pub async fn publish_version(cx: &Cx, input: &PublishVersion) -> Outcome<Moment, StatementRefusal> {
    allowed(cx)?;
    let mut errors = Errors::<StatementError>::default();
    let from = errors.take(begins(cx, &input.from));
    if !input.confirmed {
        errors.add(StatementError::NotConfirmed);
    }
    let from = errors.finish(|| from).or_refuse()?;
    let tx = cx.begin().await?;
    let row = touch_draft(&tx, input.version, input.expected).await?;
    let texts = statement_text::Entity::find().filter(statement_text::Column::VersionId.eq(input.version));
    if texts.one(&*tx).await?.is_none() {
        return Err(refuse(Invalid::one(StatementError::TextMissing).into()));
    }
    let update = Entity::update_many()
        .col_expr(Column::State, Expr::value(VersionState::Published))
        .col_expr(Column::PublishedAt, Expr::value(from))
        .filter(Column::Id.eq(input.version));
    update.exec(&*tx).await?;
    let details = serde_json::json!({ "statement_version": row.number });
    cx.audit(&tx, events::VERSION_PUBLISHED.about(row.statement_id).with(details)).await?;
    let memory = cx.service::<StatementMemory>()?.clone();
    tx.after_commit(move || memory.forget());
    tx.commit().await?;
    Ok(from)
}

/// From when on the version is in force.
fn begins(cx: &Cx, typed: &str) -> Result<Moment, StatementError> {
    let (text, now) = (typed.trim(), cx.now());
    if text.is_empty() || is_today(cx, text) {
        return Ok(now);
    }
    let from = first_moment(text, &cx.zone).map_err(|(DayError::NotADay | DayError::Year)| StatementError::NotADay)?;
    if from.plus(LATE) < now {
        return Err(StatementError::Past);
    }
    Ok(from.max(now))
}

/// Whether this is the day that it is for the clerk, of which a part has always passed.
fn is_today(cx: &Cx, text: &str) -> bool {
    let today = cx.now().timestamp().to_zoned(cx.zone.clone()).date();
    text.len() == 10 && text.parse::<Date>().is_ok_and(|day| day == today)
}
