//! The messages of a time are sent again (ALL-7), in their order, under their ids and their numbers. Administrators only.

use super::SendRefusal;
use crate::rights::{Administer, may};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_webhooks::{ReplayRefusal, Span};
use jiff::civil::Date;

/// A time as it was typed: two days such as `2026-11-21`, in the person's zone.
#[derive(Clone, Debug, Default)]
pub struct TypedSpan {
    /// The first day.
    pub from: String,
    /// The last day, and all of it.
    pub until: String,
    /// Only those that were given up.
    pub failed_only: bool,
}

/// Sends the messages of a webhook again; answers how many there are.
pub async fn replay_messages(cx: &Cx, id: Uuid, typed: &TypedSpan) -> Outcome<u64, SendRefusal> {
    let cx = &may::<Administer>(cx).or_refuse()?;
    let day = |text: &str| text.trim().parse::<Date>().ok();
    let start = |day: Date| day.to_zoned(cx.zone.clone()).ok().map(|zoned| Moment::from(zoned.timestamp()));
    let from = day(&typed.from).and_then(start);
    let until = day(&typed.until).and_then(|last| last.tomorrow().ok()).and_then(start);
    let (Some(from), Some(until)) = (from, until) else {
        return Err(refuse(ReplayRefusal::SpanInvalid.into()));
    };
    let span = Span { from, until, failed_only: typed.failed_only };
    let tx = cx.begin().await?;
    let count = gatehouse_webhooks::replay_span(cx, &tx, id, span).await.map_err(|stop| stop.map(SendRefusal::from))?;
    tx.commit().await?;
    Ok(count)
}
