//! The licenses of a company by when they end, below the list of `/c/NAME/licenses/renewals` (LIC-8): how many of each date go on by
//! themselves, and what has to be done about the others.

use crate::model::license::{ENDING_DAYS, Status};
use crate::queries::renewals_by_date::{Ends, EndsGroup};
use crate::texts;
use gatehouse_core::{DAY, Lang, Moment};
use gatehouse_l10n::Format;
use gatehouse_web::frames::Panel;
use gatehouse_web::query::address;
use gatehouse_web::view::*;

/// The groups; each leads to its licenses in the list, which is at this address. `None` where nothing ends.
pub(in crate::pages) fn panel(groups: &[EndsGroup], at: &str, format: &Format, now: Moment) -> Option<Panel> {
    if groups.is_empty() {
        return None;
    }
    let lang = format.lang();
    let t = texts(lang);
    let heads = [
        Head::new(t.msg_renewals_when()),
        Head::new(t.msg_nav_licenses()).end(),
        Head::new(t.msg_renewals_automatic()).end(),
        Head::new(t.msg_renewals_by_hand()).end(),
        Head::new(t.msg_renewals_todo()),
    ];
    let rows = groups.iter().map(|group| {
        let (name, place) = named(&group.ends, at, format, now);
        [
            Cell::link(name, place),
            Cell::number(format.number(group.licenses)),
            Cell::number(format.number(group.automatic)),
            Cell::number(format.number(group.by_hand())),
            Cell::text(todo(group, lang, now)),
        ]
    });
    let table = Table::new(t.msg_renewals_by_date(), heads).rows(rows);
    Some(Panel::new(t.msg_renewals_by_date()).id("by-date").table(table))
}

/// What a group is called, and the address of its licenses.
fn named(ends: &Ends, at: &str, format: &Format, now: Moment) -> (String, String) {
    let t = texts(format.lang());
    match ends {
        Ends::Over => (t.msg_status_expired(), address(at, &[("status", Status::Expired.word())])),
        Ends::In(month) => {
            let (from, until) = (format.plain_date(month.start.max(now)), format.plain_date(month.end.plus(-1)));
            (format.month(&month.word), address(at, &[("from", &from), ("until", &until)]))
        }
        Ends::Later(from) => (t.msg_renewals_later(), address(at, &[("from", &format.plain_date(*from))])),
    }
}

fn todo(group: &EndsGroup, lang: Lang, now: Moment) -> String {
    let t = texts(lang);
    match &group.ends {
        Ends::Over => t.msg_renewals_todo_over(),
        _ if group.by_hand() == 0 => t.msg_renewals_todo_automatic(),
        Ends::In(month) if month.start <= now.plus(ENDING_DAYS * DAY) => t.msg_renewals_todo_now(),
        Ends::In(_) | Ends::Later(_) => t.msg_renewals_todo_later(),
    }
}
