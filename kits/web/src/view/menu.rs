use gatehouse_assets::Icon;

/// A link of a navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    pub(super) label: String,
    pub(super) href: String,
    pub(super) icon: Option<Icon>,
    pub(super) current: bool,
    pub(super) count: Option<String>,
    pub(super) only_phones: bool,
}

impl NavItem {
    /// A link; in the main navigation it should have an icon, which narrow screens show.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), icon: None, current: false, count: None, only_phones: false }
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

    /// Whether the page is this or below it.
    pub const fn is_current(&self) -> bool {
        self.current
    }

    /// With a number beside it, as it is written.
    #[must_use]
    pub fn count(mut self, count: Option<String>) -> Self {
        self.count = count;
        self
    }

    /// Shown on phones alone.
    #[must_use]
    pub const fn only_phones(mut self, only: bool) -> Self {
        self.only_phones = only;
        self
    }
}

/// A group of links of a navigation.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// Its word in the cookie of folded groups; empty for one without a name.
    pub word: &'static str,
    /// Its name; without one its links stand alone.
    pub label: Option<String>,
    /// Whether its links are hidden until it is opened.
    pub folded: bool,
    /// Its links.
    pub items: Vec<NavItem>,
}

impl NavGroup {
    /// Links without a name.
    pub const fn new(items: Vec<NavItem>) -> Self {
        Self { word: "", label: None, folded: false, items }
    }

    /// With a name.
    #[must_use]
    pub fn named(mut self, word: &'static str, label: impl Into<String>) -> Self {
        self.word = word;
        self.label = Some(label.into());
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
