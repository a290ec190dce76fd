//! `/staff/trials`: the trials, and what becomes of them in numbers. The search is by address, so it is posted.

use super::allow::ALLOW;
use crate::lists::Trials;
use crate::queries::counts::{Month, by_month};
use crate::rights::{CLERKS, LOOKERS};
use crate::texts;
use gatehouse_core::Moment;
use gatehouse_web::frames::Panel;
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

pub(super) fn doors() -> Doors {
    Doors::new().staff(LOOKERS, |doors| doors.form(Trials::AT, list, search).form(Trials::FILE, file, searched_file))
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let list = Trials::of(&staff.visit.cx).await?;
    show(&staff, &Listed::of_address(&staff.visit, list, &asked).await?).await
}

async fn search(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let list = Trials::of(&staff.visit.cx).await?;
    show(&staff, &Listed::of_form(&staff.visit, list, &Asked::from(typed)).await?).await
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, Trials::default(), &asked).await
}

async fn searched_file(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    posted_file(&staff.visit, Trials::default(), &Asked::from(typed)).await
}

async fn show(staff: &Staff, listed: &Listed<Trials>) -> Result<Done, Halt> {
    let visit = &staff.visit;
    let t = texts(visit.lang());
    let mut head = PageHead::new(t.msg_nav_trials()).lede(t.msg_trials_lede());
    if staff.is_any_of(CLERKS) {
        head = head.action(Button::link(t.msg_allow_button(), ALLOW).icon(Icon::Plus));
    }
    let sheet = listed.sheet(visit, head);
    let months = by_month(&staff.may()?).await?;
    if months.is_empty() {
        return listed.done(visit, &sheet);
    }
    listed.done(visit, &sheet.with(&numbers(staff, &months)))
}

/// What became of the trials of a month: how many of those that were asked for in it, and before.
fn numbers(staff: &Staff, months: &[(Moment, Month)]) -> Panel {
    let (t, format) = (texts(staff.visit.lang()), staff.visit.format());
    let heads = [
        Head::new(t.msg_month()),
        Head::new(t.msg_state_asked()).end(),
        Head::new(t.msg_state_mailed()).end(),
        Head::new(t.msg_activated()).end(),
        Head::new(t.msg_state_bought()).end(),
    ];
    let mut table = Table::new(t.msg_numbers(), heads);
    for (at, month) in months {
        let named = at.timestamp().to_zoned(jiff::tz::TimeZone::UTC).date();
        table.push([
            Cell::text(format.month(&format!("{:04}-{:02}", named.year(), named.month()))),
            Cell::number(format.number(month.asked)),
            Cell::number(format.number(month.mailed)),
            Cell::number(format.number(month.activated)),
            Cell::number(format.number(month.bought)),
        ]);
    }
    Panel::new(t.msg_numbers()).lede(t.msg_numbers_text()).table(table)
}
