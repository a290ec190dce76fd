//! `/staff/requests`: what waits, by queue. The search is by what people wrote, so it is posted.

use super::filters;
use crate::lists::staff_requests::Requests;
use crate::queries::settings;
use crate::queries::staff_requests::cut_at;
use crate::rights::{AGENTS, LEADS, LOOKERS};
use crate::texts;
use gatehouse_web::frames::{Paragraph, Sheet, Tabs};
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::{Asked, address};
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Posted, Staff};

/// Queues that have a tab; the others are in the filter.
const TABS: usize = 6;

pub(super) fn doors() -> Doors {
    Doors::new()
        .staff(LOOKERS, |doors| doors.form(Requests::AT, list, search).form(Requests::FILE, file, searched_file))
}

async fn requests_of(staff: &Staff) -> Result<Requests, Halt> {
    Ok(Requests::of(&staff.visit.cx, staff.is_any_of(AGENTS)).await?)
}

async fn list(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    let listed = Listed::of_address(&staff.visit, requests_of(&staff).await?, &asked).await?;
    show(&staff, &listed).await
}

async fn search(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let listed = Listed::of_form(&staff.visit, requests_of(&staff).await?, &Asked::from(typed)).await?;
    show(&staff, &listed).await
}

async fn file(staff: Staff, asked: Asked) -> Result<Done, Halt> {
    list_file(&staff.visit, requests_of(&staff).await?, &asked).await
}

async fn searched_file(staff: Staff, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    posted_file(&staff.visit, requests_of(&staff).await?, &Asked::from(typed)).await
}

async fn show(staff: &Staff, listed: &Listed<Requests>) -> Result<Done, Halt> {
    let (visit, lang) = (&staff.visit, staff.visit.lang());
    let t = texts(lang);
    let mut head = PageHead::new(t.msg_requests()).lede(t.msg_staff_requests_lede());
    if staff.is_any_of(AGENTS) {
        head =
            head.action(Button::link(t.msg_staff_open_for_caller(), "/staff/requests/new").icon(Icon::Plus).primary());
    }
    if staff.is_any_of(LEADS) {
        head = head.action(Button::link(t.msg_staff_support_settings(), "/staff/support").icon(Icon::Settings));
    }
    let tabs = tabs(staff, listed).await?;
    let saved = filters::panel(staff).await?;
    let sheet = Sheet::new(visit, t.msg_requests(), head).with(&tabs);
    let sheet = match cut_at(&staff.may()?, listed.wanted().value("q")).await? {
        Some(most) => sheet.with(&Paragraph::muted(t.msg_search_cut(i64::try_from(most).unwrap_or(i64::MAX)))),
        None => sheet,
    };
    listed.done(visit, &sheet.with(&listed.listing()).with(&saved))
}

/// The ways to what is looked for most: one's own, nobody's, each queue.
async fn tabs(staff: &Staff, listed: &Listed<Requests>) -> Result<Tabs, Halt> {
    let t = texts(staff.visit.lang());
    let (whose, queue) = (listed.wanted().value("whose"), listed.wanted().value("queue"));
    let at = |pairs: &[(&str, &str)]| address(Requests::AT, pairs);
    let tabs = Tabs::new(t.msg_requests())
        .tab(Icon::Help, t.msg_filter_active(), at(&[]), whose.is_empty() && queue.is_empty())
        .tab(Icon::Person, t.msg_staff_whose_mine(), at(&[("whose", "mine")]), whose == "mine")
        .tab(Icon::Circle, t.msg_staff_whose_nobody(), at(&[("whose", "nobody")]), whose == "nobody")
        .tab(Icon::Eye, t.msg_staff_whose_watched(), at(&[("whose", "watched")]), whose == "watched");
    let open = settings::queues(&staff.visit.cx).await?.into_iter().filter(|row| row.archived_at.is_none());
    Ok(open.take(TABS).fold(tabs, |tabs, row| {
        let id = row.id.to_string();
        let is_here = queue == id;
        tabs.tab(Icon::Box, row.name, at(&[("queue", &id)]), is_here)
    }))
}
