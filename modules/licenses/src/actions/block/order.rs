//! What a clerk entered to block licenses, read.

use super::Block;
use crate::model::block_course::MOST_DAYS;
use crate::model::large::BlockRules;
use crate::model::license::BlockReason;
use crate::model::proposed::BlockOrder;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{MINUTE, Moment};

/// A moment so long ago is still "now": the clock of whoever asks may be behind.
const LATE: i64 = 5 * MINUTE;

/// Reads it, or says everything that is wrong.
pub(super) fn read(input: &Block, cx: &Cx, now: Moment) -> Result<BlockOrder, Invalid> {
    let rules = cx.service::<BlockRules>().copied().unwrap_or_default();
    let mut reader = Reader::default();
    let reason = reader.choice("reason", &input.reason, BlockReason::from_word).unwrap_or(BlockReason::Replaced);
    let from = begins(&mut reader, input.from.as_deref(), cx, now);
    let steps = input.in_steps.then(|| {
        let grace = reader.optional_number("grace_days", &input.grace_days, 0, MOST_DAYS);
        let limited = reader.optional_number("limited_days", &input.limited_days, 0, MOST_DAYS);
        (grace.unwrap_or(rules.grace_days), limited.unwrap_or(rules.limited_days))
    });
    let note = reader.prose("note", &input.note);
    reader.finish(BlockOrder { reason, reported: now, from, steps, note })
}

/// From when on it holds. Only nothing is "at once": who sends an empty text has lost the day that they meant.
pub(in crate::actions) fn begins(reader: &mut Reader, from: Option<&str>, cx: &Cx, now: Moment) -> Moment {
    let Some(text) = from else { return now };
    if text.trim().is_empty() {
        reader.wrong("from", Wrong::Day);
        return now;
    }
    let from = reader.start_of_day("from", text, &cx.zone).unwrap_or(now);
    if from.plus(LATE) < now && !is_today(text, cx) {
        reader.wrong("from", Wrong::Past);
    }
    from
}

/// Whether this is the day that it is for the clerk, of which a part has always passed.
fn is_today(text: &str, cx: &Cx) -> bool {
    let today = cx.now().timestamp().to_zoned(cx.zone.clone()).date();
    let text = text.trim();
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok_and(|day| day == today)
}
