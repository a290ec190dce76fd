//! What stands beside the correspondence: the facts of a request, and whose turn it is.

use crate::model::category::Level;
use crate::model::turn::Next;
use crate::queries::conversation::Texts;
use crate::queries::listed::Listed;
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;
use gatehouse_web::view::*;

/// The facts.
pub(super) fn facts(listed: &Listed, said: &Texts, format: &Format) -> KeyValues {
    let (row, lang) = (&listed.row, format.lang());
    let t = texts(lang);
    let level = match &listed.contract {
        Some(contract) => Cell::text(row.level.name(lang)).sub(contract),
        None => Cell::text(row.level.name(lang)),
    };
    let author = if listed.author.is_empty() { t.msg_reqs_former_user() } else { listed.author.clone() };
    let mut all = KeyValues::new()
        .row(t.msg_mail_number(), Cell::of(&CopyCode::new(lang, row.number.as_str())))
        .row(t.msg_category(), Cell::text(row.category.name(lang)))
        .row(t.msg_level(), level)
        .row(t.msg_reqs_author(), Cell::text(author))
        .row(t.msg_reqs_opened(), Cell::time(format, row.opened_at));
    if !listed.product.is_empty() {
        all = all.row(t.msg_reqs_product(), Cell::text(&listed.product));
    }
    if let Some(critical) = row.critical {
        all = all.row(t.msg_ask_critical(), Cell::text(critical.name(lang)));
    }
    if row.confidential {
        all = all.row(t.msg_ask_confidential(), Cell::text(t.msg_yes()));
    }
    said.filled.shown(row.category, lang).into_iter().fold(all, |all, (label, value)| all.row(label, Cell::text(value)))
}

/// Whose turn it is, and until when.
pub(super) fn turn(listed: &Listed, format: &Format, now: Moment) -> Option<Notice> {
    let (row, t) = (&listed.row, texts(format.lang()));
    let contract = || listed.contract.clone().unwrap_or_else(|| row.level.name(format.lang()));
    let time = |at: Moment| format.date_time(at);
    match Next::of(row) {
        Next::Answer(Some(due)) | Next::Solution(due) if due.has_come(now) => {
            Some(Notice::warn(t.msg_req_turn_late(time(due), contract())))
        }
        Next::Answer(Some(due)) => Some(Notice::info(t.msg_req_turn_support_until(time(due), contract()))),
        Next::Answer(None) if row.level == Level::Standard => Some(Notice::info(t.msg_req_turn_support())),
        Next::Answer(None) => Some(Notice::info(t.msg_req_turn_support_contract(contract()))),
        Next::Solution(due) => Some(Notice::info(t.msg_req_turn_solution_until(time(due), contract()))),
        Next::Customer(end) => Some(Notice::warn(t.msg_req_turn_customer(format.date(end)))),
        Next::Check(end) => Some(Notice::info(t.msg_req_turn_check(format.date(end)))),
        Next::Again(end) => Some(Notice::info(t.msg_req_turn_again(format.date(end)))),
        Next::Nothing => None,
    }
}
