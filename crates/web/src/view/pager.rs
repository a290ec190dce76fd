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
}

components!(Pager);

impl Pager {
    /// A list with `shown` rows on this page.
    pub const fn new(lang: Lang, shown: usize) -> Self {
        Self { lang, shown, previous: None, next: None }
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
