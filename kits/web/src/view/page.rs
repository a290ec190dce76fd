use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_core::Lang;

use super::{Drawn, Notice};
use crate::texts;
use crate::texts::Speaks;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the person's system.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// In the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word in cookie and form: `auto`, `light`, `dark`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Auto => Icon::Theme,
            Self::Light => Icon::Sun,
            Self::Dark => Icon::Moon,
        }
    }

    fn label(self, lang: &Lang) -> String {
        let t = lang.texts();
        match self {
            Self::Auto => t.msg_theme_auto(),
            Self::Light => t.msg_theme_light(),
            Self::Dark => t.msg_theme_dark(),
        }
    }
}

/// A link of a navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    label: String,
    href: String,
    icon: Option<Icon>,
    current: bool,
}

impl NavItem {
    /// A link; in the main navigation it should have an icon, which phones show.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon: None, current: false }
    }

    /// With an icon.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Whether the page is this or below it.
    #[must_use]
    pub const fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

/// The menu of the signed-in person.
#[derive(Clone, Debug)]
pub struct AccountMenu {
    /// The name or login.
    pub label: String,
    /// Profile, security ….
    pub items: Vec<NavItem>,
    /// Where the "Sign out" button posts to.
    pub sign_out: String,
}

/// What `layout.html` and `auth.html` need: everything around a page's content. The web kit makes one per request;
/// a handler sets the title.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of everything on the page.
    pub lang: Lang,
    /// The title, without the brand.
    pub title: String,
    /// One sentence for search engines; used on public pages.
    pub description: Option<String>,
    /// The vendor's name.
    pub brand: String,
    /// Where the brand leads.
    pub home: String,
    /// The main navigation; empty when signed out.
    pub nav: Vec<NavItem>,
    /// The signed-in person.
    pub account: Option<AccountMenu>,
    /// Links of the foot: privacy, terms, help ….
    pub foot: Vec<NavItem>,
    /// Light or dark.
    pub theme: Theme,
    /// Said once, on the page after a change.
    pub flash: Option<Notice>,
    /// Path and query of this page, for the language links and the theme form.
    pub path: String,
    /// The staff console.
    pub staff: bool,
    /// The page shows a form that was refused; its title starts with "Error:".
    pub refused: bool,
}

impl Page {
    /// A page of a signed-out person, without navigation.
    pub fn new(lang: Lang, brand: impl Into<String>, path: impl Into<String>) -> Self {
        Self {
            lang,
            title: String::new(),
            description: None,
            brand: brand.into(),
            home: "/".to_owned(),
            nav: Vec::new(),
            account: None,
            foot: Vec::new(),
            theme: Theme::Auto,
            flash: None,
            path: path.into(),
            staff: false,
            refused: false,
        }
    }

    /// With its title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With a description, for public pages.
    #[must_use]
    pub fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Shows a refused form.
    #[must_use]
    pub const fn refused(mut self, refused: bool) -> Self {
        self.refused = refused;
        self
    }

    /// What the browser's tab says.
    pub fn full_title(&self) -> String {
        let title =
            if self.title.is_empty() { self.brand.clone() } else { format!("{} · {}", self.title, self.brand) };
        if self.refused { texts(self.lang).msg_title_refused(title) } else { title }
    }

    fn link(&self, lang: &Lang) -> String {
        self.in_language(*lang)
    }

    /// The word for `data-theme`, unless the system decides.
    pub fn theme_word(&self) -> Option<&'static str> {
        (self.theme != Theme::Auto).then(|| self.theme.word())
    }

    /// The inside of `<head>` after the title.
    pub const fn head(&self) -> PageMeta<'_> {
        PageMeta { page: self }
    }

    /// Skip link and top bar.
    pub const fn top(&self) -> PageTop<'_> {
        PageTop { page: self }
    }

    /// Foot and live region.
    pub const fn bottom(&self) -> PageBottom<'_> {
        PageBottom { page: self }
    }

    /// The vendor's name with its mark, linked to the first page.
    pub const fn brand_link(&self) -> BrandLink<'_> {
        BrandLink { page: self }
    }

    /// This page in another language: the same address with `lang=` set.
    pub fn in_language(&self, lang: Lang) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
        let query: Vec<&str> = kept.collect();
        if query.is_empty() {
            format!("{path}?lang={}", lang.tag())
        } else {
            format!("{path}?{}&lang={}", query.join("&"), lang.tag())
        }
    }
}

/// See [`Page::head`].
#[derive(Template)]
#[template(path = "ui/page-meta.html")]
pub struct PageMeta<'a> {
    page: &'a Page,
}

/// See [`Page::top`].
#[derive(Template)]
#[template(path = "ui/page-top.html")]
pub struct PageTop<'a> {
    page: &'a Page,
}

/// See [`Page::bottom`].
#[derive(Template)]
#[template(path = "ui/page-bottom.html")]
pub struct PageBottom<'a> {
    page: &'a Page,
}

/// See [`Page::brand_link`].
#[derive(Template)]
#[template(path = "ui/brand.html")]
pub struct BrandLink<'a> {
    page: &'a Page,
}

components!(BrandLink<'_>, PageMeta<'_>, PageTop<'_>, PageBottom<'_>);

#[cfg(test)]
mod tests {
    use super::Page;
    use gatehouse_core::Lang;

    /// ALL-1
    #[test]
    fn the_language_links_stay_on_the_page() {
        let at = |path| Page::new(Lang::En, "Lantern", path).in_language(Lang::Ja);
        assert_eq!(at("/licenses"), "/licenses?lang=ja");
        assert_eq!(at("/licenses?q=a&lang=ru&after=7"), "/licenses?q=a&after=7&lang=ja");
        assert_eq!(at("/licenses?lang=ru"), "/licenses?lang=ja");
    }
}
