//! Beside a request: the ways to everything of its customer, and what else they have asked (SUP-17).

use crate::lists::staff_requests::{Requests, place, status_badge};
use crate::model::status::StatusFilter;
use crate::queries::conversation::subjects;
use crate::queries::staff::Looked;
use crate::queries::staff_request::others_of;
use crate::texts;
use gatehouse_context::Seen;
use gatehouse_web::frames::{Actions, Panel};
use gatehouse_web::list::List as _;
use gatehouse_web::query::address;
use gatehouse_web::view::*;
use gatehouse_web::{Halt, Navigation, Staff};

/// The tabs of the customer's page that this member of the staff may open, and the latest other requests.
pub(super) async fn panel(staff: &Staff, seen: &Seen<Looked>) -> Result<Panel, Halt> {
    let (visit, lang, row) = (&staff.visit, staff.visit.lang(), seen.row());
    let t = texts(lang);
    let others = others_of(&visit.cx, seen).await?;
    let mut subjects = subjects(&visit.cx, &others).await?;
    let mut table = Table::new(t.msg_staff_others(), [t.msg_request(), t.msg_status()].map(Head::new));
    for other in &others {
        let subject = subjects.remove(&other.id).unwrap_or_default();
        let number = Cell::number_link(&other.number, place(other.id)).sub(subject);
        table.push([number, Cell::badge(&status_badge(other, lang))]);
    }
    let panel = Panel::new(t.msg_staff_others()).id("customer").table_or(table, t.msg_staff_others_none());
    let Some(account) = row.account_id else { return Ok(panel) };
    let id = account.to_string();
    let whole = address(Requests::AT, &[("account", &id), ("status", StatusFilter::All.word())]);
    let mut ways = vec![Button::link(t.msg_staff_person_all_requests(), whole).small()];
    let tabs = visit.cx.service::<Navigation>()?.person.iter().filter(|tab| staff.is_any_of(tab.roles));
    ways.extend(tabs.map(|tab| Button::link((tab.label)(lang), (tab.href)(account)).icon(tab.icon).small().quiet()));
    Ok(panel.with(&Actions::new(ways)))
}
