use askama::Template;
use gatehouse_assets::Icon;
use gatehouse_brand::{Brand, Look, Palette};
use gatehouse_core::Lang;
use std::sync::Arc;

use super::{AccountMenu, CompanyMark, Drawn, Mark, NavGroup, NavItem, Notice};
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

    /// What the vendor chose for those who have not chosen.
    pub fn usual(vendor: &Brand) -> Self {
        Self::from_word(vendor.theme.word()).unwrap_or_default()
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
    /// The vendor's logo, colors and languages.
    pub vendor: Arc<Brand>,
    /// The company in whose name the page is, where it has a logo.
    pub company: Option<CompanyMark>,
    /// Where the brand leads.
    pub home: String,
    /// The main navigation in its groups; empty when signed out.
    pub nav: Vec<NavGroup>,
    /// What the bar of phones shows of it: all, or four and "More".
    pub bar: Vec<NavItem>,
    /// The cookie in which script keeps which groups are folded.
    pub folded_cookie: String,
    /// What the person can make ("New …").
    pub new: Vec<NavItem>,
    /// Whether the search over everything stands in the top bar.
    pub searches: bool,
    /// The sections of the area that the page belongs to, such as the account.
    pub sections: Option<NavGroup>,
    /// In whose name the person can act; empty where there is no choice.
    pub scopes: Vec<NavItem>,
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
            vendor: Arc::default(),
            company: None,
            home: "/".to_owned(),
            nav: Vec::new(),
            bar: Vec::new(),
            folded_cookie: String::new(),
            new: Vec::new(),
            searches: false,
            sections: None,
            scopes: Vec::new(),
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

    /// What the page says of itself to search engines and where a link is shared.
    fn about(&self) -> String {
        self.description.clone().unwrap_or_else(|| texts(self.lang).msg_about(&self.brand))
    }

    /// The style sheet of the vendor's look, unless it is the usual one.
    fn look_sheet(&self) -> Option<String> {
        (self.vendor.look != Look::default()).then(|| format!("/_brand/{}", self.vendor.look.sheet()))
    }

    /// What the browser paints its own bars with: for which system, and the color.
    fn theme_colors(&self) -> Vec<(&'static str, String)> {
        let (light, dark) = (Palette::light(self.vendor.look).surface, Palette::dark(self.vendor.look).surface);
        match self.theme {
            Theme::Auto => vec![
                ("(prefers-color-scheme: light)", light.to_string()),
                ("(prefers-color-scheme: dark)", dark.to_string()),
            ],
            Theme::Light => vec![("", light.to_string())],
            Theme::Dark => vec![("", dark.to_string())],
        }
    }

    /// The inside of `<head>` after the title.
    pub const fn head(&self) -> PageMeta<'_> {
        PageMeta { page: self }
    }

    /// The hint to an outdated browser, which the style sheet hides where it is understood.
    pub const fn outdated(&self) -> Outdated<'_> {
        Outdated { page: self }
    }

    /// Skip link and top bar.
    pub const fn top(&self) -> PageTop<'_> {
        PageTop { page: self }
    }

    /// The list of the sections of its area; nothing where it belongs to none.
    pub const fn section_list(&self) -> SectionList<'_> {
        SectionList { page: self }
    }

    /// Whether the bar of phones leaves some of the navigation to "More".
    fn has_more(&self) -> bool {
        self.nav.iter().map(|group| group.items.len()).sum::<usize>() > self.bar.len()
    }

    /// Foot and live region.
    pub const fn bottom(&self) -> PageBottom<'_> {
        PageBottom { page: self }
    }

    /// The vendor's logo, or its name with icon, letter or door.
    pub fn mark(&self) -> Mark {
        Mark::of(&self.vendor, &self.brand)
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

/// See [`Page::outdated`].
#[derive(Template)]
#[template(path = "ui/outdated.html")]
pub struct Outdated<'a> {
    page: &'a Page,
}

/// See [`Page::top`].
#[derive(Template)]
#[template(path = "ui/page-top.html")]
pub struct PageTop<'a> {
    page: &'a Page,
}

/// See [`Page::section_list`].
#[derive(Template)]
#[template(path = "ui/sections.html")]
pub struct SectionList<'a> {
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

components!(BrandLink<'_>, Outdated<'_>, PageMeta<'_>, PageTop<'_>, SectionList<'_>, PageBottom<'_>);

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
