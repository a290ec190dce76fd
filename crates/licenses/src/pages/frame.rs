//! What the staff pages of this module share: a form, facts and sections.

use crate::CLERKS;
use gatehouse_core::{Lang, Refusal};
use gatehouse_web::Staff;
use gatehouse_web::view::*;

pub(super) use gatehouse_web::query::{Asked, Ids, address};

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
