use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::{Badge, Button, Drawn, ItemIcon};
use crate::texts;

/// The head of a page: the way back, the title, one line below it, and the page's actions.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/page-head.html")]
pub struct PageHead {
    title: String,
    lede: Option<String>,
    badge: Option<Badge>,
    crumbs: Option<(String, Vec<(String, String)>)>,
    actions: Vec<Button>,
    greeting: bool,
    icon: Option<ItemIcon>,
}

components!(PageHead);

impl PageHead {
    /// The page's one `<h1>`.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            lede: None,
            badge: None,
            crumbs: None,
            actions: Vec::new(),
            greeting: false,
            icon: None,
        }
    }

    texts_setters! {
        /// The line below.
        lede,
    }

    /// Of a home page: larger.
    #[must_use]
    pub const fn greeting(mut self) -> Self {
        self.greeting = true;
        self
    }

    /// What the page is about, as a picture before the title.
    #[must_use]
    pub fn icon(mut self, icon: ItemIcon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// A state beside the title.
    #[must_use]
    pub fn badge(mut self, badge: Badge) -> Self {
        self.badge = Some(badge);
        self
    }

    /// The pages above this one: label and address, from the top.
    #[must_use]
    pub fn crumbs<L: Into<String>, H: Into<String>>(
        mut self,
        lang: Lang,
        crumbs: impl IntoIterator<Item = (L, H)>,
    ) -> Self {
        let list = crumbs.into_iter().map(|(label, href)| (label.into(), href.into())).collect();
        self.crumbs = Some((texts(lang).msg_crumbs(), list));
        self
    }

    /// A button at the end; the primary one last.
    #[must_use]
    pub fn action(mut self, button: Button) -> Self {
        self.actions.push(button);
        self
    }
}
