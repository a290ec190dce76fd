//! The decision about a license, rule by rule, as a page shows it: one component for customers and staff.

use crate::model::rule::Told;
use crate::model::trace::{Step, Trace};
use crate::texts;
use gatehouse_core::{Finality, Lang, Refusal, Uuid};
use gatehouse_l10n::Format;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::view::*;

/// What stands first: whether it would pass, else why not, what puts it right, and where.
pub(super) fn verdict<R: Refusal>(trace: &Trace<R>, told: Told, agreement: Option<Uuid>, lang: Lang) -> Notice {
    let t = texts(lang);
    let Some((step, refusal)) = trace.refused().and_then(|step| Some((step, step.refusal.as_ref()?))) else {
        return Notice::good(t.msg_explain_passes_text()).title(t.msg_explain_passes());
    };
    let notice = Notice::warn(refusal.text(lang)).title(step.rule.name(lang)).more(again(refusal, lang));
    let notice = refusal.next(lang).into_iter().fold(notice, Notice::more);
    match step.rule.link(told, agreement) {
        Some(link) => notice.action(t.msg_explain_fix(), link),
        None => notice,
    }
}

/// Whether waiting helps.
fn again(refusal: &dyn Refusal, lang: Lang) -> String {
    let t = texts(lang);
    match refusal.finality() {
        Finality::Final => t.msg_explain_final(),
        Finality::TryAgain { .. } => t.msg_explain_passing(),
    }
}

/// All rules in their order.
pub(super) fn panel<R: Refusal>(trace: &Trace<R>, told: Told, agreement: Option<Uuid>, format: &Format) -> Panel {
    let t = texts(format.lang());
    let heads = [t.msg_explain_rule(), t.msg_explain_value(), t.msg_explain_limit(), t.msg_explain_said()];
    let rows = trace.0.iter().map(|step| row(step, told, agreement, format));
    Panel::new(t.msg_explain_rules())
        .id("rules")
        .table(Table::new(t.msg_explain_rules(), heads.map(Head::new)).rows(rows))
}

fn row<R: Refusal>(step: &Step<R>, told: Told, agreement: Option<Uuid>, format: &Format) -> [Cell; 4] {
    let (lang, t) = (format.lang(), texts(format.lang()));
    let words = |words: String| if words.is_empty() { Cell::none() } else { Cell::text(words) };
    let said = match (&step.refusal, step.is_asked) {
        (_, false) => Cell::badge(&Badge::new(Tone::Neutral, t.msg_explain_not_asked()).ring()),
        (None, true) => Cell::badge(&Badge::new(Tone::Good, t.msg_explain_passed())),
        (Some(refusal), true) => {
            let cell = Cell::badge(&Badge::new(Tone::Bad, t.msg_explain_failed()));
            let cell = cell.sub(refusal.text(lang));
            match step.rule.link(told, agreement) {
                Some(link) => {
                    cell.and(&Actions::new([Button::link(t.msg_explain_fix(), link).about(step.rule.name(lang))]))
                }
                None => cell,
            }
        }
    };
    [
        Cell::text(step.rule.name(lang)),
        words(step.measured.value.words(format)),
        words(step.measured.limit.words(format)),
        said,
    ]
}
