use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::{Component, Drawn, Markup};
use crate::texts::Speaks;

/// The bar above a list: search and choices, sent by GET so that the address keeps them; or posted, where what is typed
/// must not stand in an address.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/filters.html")]
pub struct Filters {
    lang: Lang,
    action: String,
    method: &'static str,
    searches: Vec<Markup>,
    fields: Vec<Markup>,
    kept: Vec<(String, String)>,
    reset: Option<String>,
}

components!(Filters);

impl Filters {
    /// Filters of the list at `action` (a path without a query: "Reset" goes there).
    pub fn new(lang: Lang, action: impl Into<String>) -> Self {
        Self {
            lang,
            action: action.into(),
            method: "get",
            searches: Vec::new(),
            fields: Vec::new(),
            kept: Vec::new(),
            reset: None,
        }
    }

    /// Sends the form by POST: a code or an email address must not be kept by histories and logs of addresses. The list's
    /// POST handler leads on to an address where what was typed may stand in one.
    #[must_use]
    pub const fn posted(mut self) -> Self {
        self.method = "post";
        self
    }

    /// The search, which phones show above the list too.
    #[must_use]
    pub fn search(mut self, field: Markup) -> Self {
        self.searches.push(field);
        self
    }

    /// Adds a [`super::Select`] (made `plain`), a day, …: on phones they open from a button.
    #[must_use]
    pub fn field(mut self, field: &impl Component) -> Self {
        self.fields.push(Markup::of(field));
        self
    }

    /// Adds a field that is rendered already.
    #[must_use]
    pub fn markup(mut self, field: Markup) -> Self {
        self.fields.push(field);
        self
    }

    /// Whether there is any field.
    pub const fn is_empty(&self) -> bool {
        self.searches.is_empty() && self.fields.is_empty()
    }

    /// Where "Reset" goes, instead of the bare address.
    #[must_use]
    pub fn reset(mut self, href: impl Into<String>) -> Self {
        self.reset = Some(href.into());
        self
    }

    /// A value that filtering must not lose, such as the sorting.
    #[must_use]
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.kept.push((name.into(), value.into()));
        self
    }
}
