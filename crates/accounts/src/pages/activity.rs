//! What was done in the account, and by whom (ALL-3).

use crate::queries::activity::activity;
use axum::extract::Query;
use gatehouse_core::{Lang, Moment};
use gatehouse_db::Reader;
use gatehouse_db::audit::Audit;
use gatehouse_db::paging::{ListKey, PageRequest};
use gatehouse_web::frames::{Listing, Sheet};
use gatehouse_web::history::who;
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Events, Halt};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct ActivityQuery {
    #[serde(default)]
    group: String,
    after: Option<String>,
    before: Option<String>,
}

/// Shows a page of the log, newest first.
pub async fn list(customer: Customer, Query(query): Query<ActivityQuery>) -> Result<Done, Halt> {
    let Customer { visit, session, .. } = customer;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let events = visit.cx.service::<Events>()?;
    let group = events.groups().find(|group| group.customers.is_some() && group.word == query.group);
    let word = group.map_or("", |group| group.word);
    let name = format!("/account/activity {} {word}", session.account);
    let key = ListKey::new(&visit.cx, name);
    let request = PageRequest::parse(key, query.after.as_deref(), query.before.as_deref(), None);
    let lines = activity(&visit.cx, session.account, group, &request).await?;
    let format = visit.format();
    let heads = [Head::new(t.msg_activity_what()), Head::new(t.msg_activity_who()), Head::new(t.msg_activity_when())];
    let mut table = Table::new(t.msg_activity_title(), heads);
    for line in &lines.items {
        table.push([what_cell(lang, events, line), who_cell(lang, line), Cell::time(&format, Moment(line.at))]);
    }
    let choices = events.groups().filter_map(|group| Some(Choice::new(group.word, (group.customers?)(lang))));
    let select = Select::new("group", t.msg_activity_group(), choices).first(t.msg_activity_all()).value(word).plain();
    let empty = Empty::new(Icon::Activity, t.msg_activity_none(), t.msg_activity_none_text())
        .action(Button::link(t.msg_activity_all(), "/account/activity"));
    let href =
        |place: &str, cursor: String| format!("/account/activity?group={word}&{place}={}", query_escape(&cursor));
    let pager = Pager::new(lang, lines.items.len())
        .previous(lines.previous.map(|cursor| href("before", cursor)))
        .next(lines.next.map(|cursor| href("after", cursor)));
    let filters = Some(Filters::new(lang, "/account/activity").field(&select));
    let head = PageHead::new(t.msg_activity_title()).lede(t.msg_activity_lede());
    let sheet = Sheet::new(&visit, t.msg_activity_title(), head);
    visit.show(&sheet.with(&Listing { filters, table, empty, pager }))
}

/// The line in words; with the device on which somebody signed in.
fn what_cell(lang: Lang, events: &Events, line: &Audit) -> Cell {
    let cell = Cell::text(events.event(lang, &line.kind).unwrap_or_else(|| crate::texts(lang).msg_activity_other()));
    match device(line) {
        Some(device) => cell.sub(device),
        None => cell,
    }
}

fn device(line: &Audit) -> Option<String> {
    let details: serde_json::Value = serde_json::from_str(line.details.as_deref()?).ok()?;
    Some(details.get("device")?.as_str()?.to_owned())
}

/// By whom, and from where; where the vendor's people and systems sit is not the customer's business.
fn who_cell(lang: Lang, line: &Audit) -> Cell {
    let cell = Cell::text(who(&line.actor_kind, Reader::Holder, lang));
    match &line.network {
        Some(network) if matches!(line.actor_kind.as_str(), "account" | "visitor" | "product") => {
            cell.sub(network.clone())
        }
        _ => cell,
    }
}
