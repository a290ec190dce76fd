//! The list of sessions, with sign-out of one and of all others (ACC-10).

use super::frame::without_session;
use super::section::section;
use crate::actions::sessions as actions;
use crate::queries::sessions::sessions;
use axum::extract::Query;
use gatehouse_core::Uuid;
use gatehouse_db::paging::{ListKey, PageRequest};
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{Customer, Done, Halt, Posted};
use serde::Deserialize;

/// Sessions on one page.
const ROWS: u64 = 100;

/// A page with a table.
#[derive(askama::Template)]
#[template(path = "accounts/list.html")]
pub struct ListPage {
    pub page: Page,
    pub head: PageHead,
    pub section: Markup,
    pub filters: Option<Filters>,
    pub table: Table,
    pub empty: Option<Empty>,
    pub pager: Option<Pager>,
}

#[derive(Deserialize)]
pub struct SessionsQuery {
    after: Option<String>,
    before: Option<String>,
}

/// Shows a page of the list, last used first; the list is never empty, because this session is in it.
pub async fn list(customer: Customer, Query(query): Query<SessionsQuery>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let lang = visit.lang();
    let t = crate::texts(lang);
    let format = visit.format();
    let key = ListKey::new(&visit.cx, format!("/account/sessions {}", session.account));
    let request = PageRequest::parse(key, query.after.as_deref(), query.before.as_deref(), Some(ROWS));
    let lines = sessions(&visit.cx, session.account, &request).await?;
    let mut table = Table::new(
        t.msg_sessions_title(),
        [
            Head::new(t.msg_sessions_device()),
            Head::new(t.msg_sessions_network()),
            Head::new(t.msg_sessions_since()),
            Head::new(t.msg_sessions_seen()),
            Head::actions(lang),
        ],
    );
    for line in &lines.items {
        let device = line.device.clone().unwrap_or_else(|| t.msg_device_unknown());
        let name = Cell::text(device.clone());
        let (name, end) = if line.id == session.id {
            (name, Cell::badge(&Badge::new(Tone::Good, t.msg_sessions_this())))
        } else {
            let end = Button::post(t.msg_sessions_end(), "/account/sessions/end").with("session", line.id.to_string());
            (name, Cell::actions([end.about(device)]))
        };
        table.push([
            name,
            Cell::text(line.network.clone().unwrap_or_default()),
            Cell::time(&format, line.since),
            Cell::time(&format, line.seen),
            end,
        ]);
    }
    let mut head = PageHead::new(t.msg_sessions_title()).lede(t.msg_sessions_lede());
    let has_more = lines.previous.is_some() || lines.next.is_some();
    if lines.items.len() > 1 || has_more {
        head = head.action(Button::post(t.msg_sessions_end_others(), "/account/sessions/end-others").danger());
    }
    let href = |word: &str, cursor: String| format!("/account/sessions?{word}={}", query_escape(&cursor));
    let pager = has_more.then(|| {
        Pager::new(lang, lines.items.len())
            .previous(lines.previous.map(|cursor| href("before", cursor)))
            .next(lines.next.map(|cursor| href("after", cursor)))
    });
    let page = visit.page(t.msg_sessions_title());
    let section = section(lang, "/account/sessions");
    visit.show(&ListPage { page, head, section, filters: None, table, empty: None, pager })
}

#[derive(Deserialize)]
pub struct EndForm {
    #[serde(default)]
    session: String,
}

/// Ends one session.
pub async fn end(customer: Customer, Posted(form): Posted<EndForm>) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let id = Uuid::parse_str(&form.session).map_err(|_| Halt::NotFound)?;
    let is_this = id == session.id;
    actions::end(&visit.cx, id, is_this).await?;
    let text = crate::texts(visit.lang()).msg_sessions_ended();
    Ok(if is_this {
        without_session(&visit, visit.go_saying("/sign-in", text))
    } else {
        visit.go_saying("/account/sessions", text)
    })
}

/// Ends all others.
pub async fn end_others(customer: Customer) -> Result<Done, Halt> {
    let Customer { visit, session } = customer;
    let ended = actions::end_others(&visit.cx, session.id).await?;
    let count = u32::try_from(ended).unwrap_or(u32::MAX);
    Ok(visit.go_saying("/account/sessions", crate::texts(visit.lang()).msg_sessions_others_ended(count)))
}
