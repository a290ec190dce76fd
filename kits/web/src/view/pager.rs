use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::Drawn;
use crate::texts::Speaks;

/// The foot of a list: how many are shown, and the way to the pages before and after (keyset paging knows no numbers).
#[derive(Clone, Debug, Template)]
#[template(path = "ui/pager.html")]
pub struct Pager {
    lang: Lang,
    shown: usize,
    previous: Option<String>,
    next: Option<String>,
    posting: Option<(String, Vec<(String, String)>)>,
}

components!(Pager);

impl Pager {
    /// A list with `shown` rows on this page.
    pub const fn new(lang: Lang, shown: usize) -> Self {
        Self { lang, shown, previous: None, next: None, posting: None }
    }

    /// The pages are asked for by POST at `action` with these fields, because what was searched must not stand in an
    /// address. [`Pager::previous`] and [`Pager::next`] then take cursors, sent as `before` and `after`.
    #[must_use]
    pub fn posting(mut self, action: impl Into<String>, fields: impl IntoIterator<Item = (String, String)>) -> Self {
        self.posting = Some((action.into(), fields.into_iter().collect()));
        self
    }

    /// The address of the page before; `None` on the first.
    #[must_use]
    pub fn previous(mut self, href: Option<String>) -> Self {
        self.previous = href;
        self
    }

    /// The address of the page after; `None` on the last.
    #[must_use]
    pub fn next(mut self, href: Option<String>) -> Self {
        self.next = href;
        self
    }
}
