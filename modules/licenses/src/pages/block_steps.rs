//! The steps of a block with their dates, as staff and holders see them (LIC-20).

use crate::model::block_course::{BlockCourse, BlockStep};
use crate::tables::license::Model;
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;
use gatehouse_web::frames::Panel;
use gatehouse_web::view::*;

/// The steps; `None` where nothing is blocked or planned, and for a merged license: what ends its old code is no block.
pub(crate) fn panel(license: &Model, now: Moment, format: &Format) -> Option<Panel> {
    let lang = format.lang();
    let course = BlockCourse::of(license).filter(|_| license.superseded_at.is_none())?;
    let here = course.step(now);
    let entry = |(step, at): (BlockStep, Moment)| {
        let tone = match step {
            _ if at > now => Tone::Neutral,
            BlockStep::Dead | BlockStep::Limited => Tone::Bad,
            BlockStep::Grace | BlockStep::Told => Tone::Warn,
            BlockStep::Reported => Tone::Info,
        };
        let entry = Entry::new(tone, step.name(lang), format, at);
        let entry = match step.means(lang) {
            Some(means) => entry.detail(means),
            None => entry,
        };
        if step == here { entry.who(texts(lang).msg_block_step_now()) } else { entry }
    };
    let steps = Timeline::new(course.steps().map(entry));
    Some(Panel::new(texts(lang).msg_block_steps()).id("block-steps").with(&steps))
}
