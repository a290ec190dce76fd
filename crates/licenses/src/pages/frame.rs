//! What the staff pages of this module share: a list, a form, addresses with their query.

use crate::CLERKS;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use gatehouse_core::{Lang, Refusal, Uuid};
use gatehouse_db::{Cx, ListKey, PageRequest, Paged};
use gatehouse_web::view::*;
use gatehouse_web::visit::query_escape;
use gatehouse_web::{AppState, Halt, Staff};
use std::collections::HashMap;

/// A list with filters, sorting and paging.
#[derive(askama::Template)]
#[template(path = "licenses-staff/list.html")]
pub(super) struct ListPage {
    pub page: Page,
    pub head: PageHead,
    pub notice: Option<Notice>,
    /// None while there is nothing to filter.
    pub filters: Option<Filters>,
    pub table: Table,
    pub empty: Empty,
    pub pager: Pager,
}

/// A form on a page of its own.
#[derive(askama::Template)]
#[template(path = "licenses-staff/form.html")]
pub(super) struct FormPage {
    pub page: Page,
    pub head: PageHead,
    pub summary: ErrorSummary,
    pub notice: Option<Notice>,
    pub fields: Vec<Markup>,
    pub buttons: Vec<Button>,
    /// A second form below: removing what the first one edits.
    pub danger: Option<Button>,
}

/// Why a button without a form did nothing, for the page that it stands on.
pub(super) fn refused_notice(refusal: &dyn Refusal, lang: Lang) -> Notice {
    let notice = Notice::bad(refusal.text(lang)).spoken();
    match refusal.next(lang) {
        Some(next) => notice.more(next),
        None => notice,
    }
}

/// `path?a=b&c=d` without the empty ones.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let query: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", query_escape(value)))
        .collect();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
}

/// The query of a list's address. Reads anything; a name given twice counts once.
pub(crate) struct Asked(HashMap<String, String>);

impl FromRequestParts<AppState> for Asked {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        Query::<Vec<(String, String)>>::from_request_parts(parts, app)
            .await
            .map(|Query(pairs)| Self(pairs.into_iter().collect()))
            .map_err(|_| Halt::BadRequest)
    }
}

impl Asked {
    /// A parameter, trimmed and cut to 300 characters; missing is empty.
    pub fn get(&self, name: &str) -> String {
        self.0.get(name).map(|v| v.trim().chars().filter(|c| !c.is_control()).take(300).collect()).unwrap_or_default()
    }

    /// A parameter as it came.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Which page of the list at `path` under these filters, its order among them; nonsense is the first.
    pub fn paging(&self, cx: &Cx, path: &str, filters: &[(&str, &str)]) -> PageRequest {
        let size = self.raw("size").and_then(|s| s.parse().ok());
        PageRequest::parse(ListKey::new(cx, address(path, filters)), self.raw("after"), self.raw("before"), size)
    }
}

/// The ids of a path. What is no id is not found.
pub(crate) struct Ids<const N: usize>(pub [Uuid; N]);

impl<const N: usize> FromRequestParts<AppState> for Ids<N> {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let Path(pairs) =
            Path::<Vec<(String, String)>>::from_request_parts(parts, app).await.map_err(|_| Halt::NotFound)?;
        let mut ids = [Uuid::nil(); N];
        let mut values = pairs.iter().filter(|(name, _)| name != "part").map(|(_, value)| value);
        for id in &mut ids {
            let text = values.next().ok_or(Halt::NotFound)?;
            *id = Uuid::parse_str(text).map_err(|_| Halt::NotFound)?;
        }
        Ok(Self(ids))
    }
}

/// The head of a sortable column: a click sorts by it, a second click turns it round.
pub(super) fn sort_head(path: &str, filters: &[(&str, &str)], label: String, word: &str, sort: &str) -> Head {
    let sorted = match sort.strip_prefix('-') {
        Some(down) if down == word => Some(Direction::Down),
        None if sort == word => Some(Direction::Up),
        _ => None,
    };
    let next = if sorted == Some(Direction::Up) { format!("-{word}") } else { word.to_owned() };
    let mut pairs = filters.to_vec();
    pairs.push(("sort", &next));
    Head::sort(label, address(path, &pairs), sorted)
}

/// The pager of a list whose address carries `filters`.
pub(super) fn pager<T>(lang: Lang, path: &str, filters: &[(&str, &str)], page: &Paged<T>) -> Pager {
    let with = |name: &'static str, cursor: &Option<String>| {
        cursor.as_ref().map(|cursor| {
            let mut pairs = filters.to_vec();
            pairs.push((name, cursor));
            address(path, &pairs)
        })
    };
    Pager::new(lang, page.items.len()).previous(with("before", &page.previous)).next(with("after", &page.next))
}

/// Whether this member of staff may change things; pages hide what would be refused.
pub(super) fn is_clerk(staff: &Staff) -> bool {
    staff.is_any_of(CLERKS)
}

/// A page of facts and sections.
#[derive(askama::Template)]
#[template(path = "licenses-staff/sections.html")]
pub(super) struct SectionsPage {
    pub page: Page,
    pub head: PageHead,
    pub summary: ErrorSummary,
    pub notices: Vec<Notice>,
    pub facts: KeyValues,
    pub sections: Vec<Section>,
}

/// One section: a table, or something else, or a form; or a sentence that there is nothing yet.
#[derive(Default)]
pub(super) struct Section {
    pub id: &'static str,
    pub title: String,
    pub add: Option<Button>,
    pub table: Option<Table>,
    pub body: Markup,
    pub none: String,
    pub action: String,
    pub form: Vec<Markup>,
}

impl Section {
    /// A table, or `none` when it has no rows.
    pub fn table(id: &'static str, title: String, add: Option<Button>, table: Table, none: String) -> Self {
        Self { id, title, add, table: Some(table).filter(|t| !t.is_empty()), none, ..Self::default() }
    }
}
