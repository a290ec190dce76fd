use askama::Template;
use gatehouse_assets::Icon;

use super::Drawn;

/// What a button does when pressed.
#[derive(Clone, Debug)]
enum Act {
    /// Goes to an address.
    Link(String),
    /// Sends the form it stands in.
    Submit,
    /// Prints the page; only where there is script.
    Print,
    /// Sends a form of its own: address and hidden fields.
    Post(String, Vec<(String, String)>),
}

/// A button, or a link that looks like one. A page has at most one primary button.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/button.html")]
pub struct Button {
    label: String,
    about: Option<String>,
    act: Act,
    classes: String,
    icon: Option<Icon>,
    value: Option<(String, String)>,
    new_tab: bool,
    download: bool,
}

components!(Button);

impl Button {
    fn new(label: impl Into<String>, act: Act) -> Self {
        Self {
            label: label.into(),
            about: None,
            act,
            classes: String::new(),
            icon: None,
            value: None,
            new_tab: false,
            download: false,
        }
    }

    /// A link: goes somewhere, changes nothing.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label, Act::Link(href.into()))
    }

    /// Sends the form around it.
    pub fn submit(label: impl Into<String>) -> Self {
        Self::new(label, Act::Submit)
    }

    /// Prints the page. Hidden without script: a browser prints by itself as well.
    pub fn print(label: impl Into<String>) -> Self {
        Self::new(label, Act::Print).icon(Icon::Print)
    }

    /// A form with nothing but this button: one change, one click. Must not stand inside another form.
    pub fn post(label: impl Into<String>, action: impl Into<String>) -> Self {
        Self::new(label, Act::Post(action.into(), Vec::new()))
    }

    /// A hidden field of a [`Button::post`]; has no effect on the others.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Act::Post(_, fields) = &mut self.act {
            fields.push((name.into(), value.into()));
        }
        self
    }

    /// Which of several submit buttons was pressed: sent as a field.
    #[must_use]
    pub fn value(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.value = Some((name.into(), value.into()));
        self
    }

    /// Tells apart equal buttons of a list for screen readers: `Manage` about `Lantern, 3 seats`.
    #[must_use]
    pub fn about(mut self, thing: impl Into<String>) -> Self {
        self.about = Some(thing.into());
        self
    }

    /// An icon before the label.
    #[must_use]
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The page's main action.
    #[must_use]
    pub fn primary(self) -> Self {
        self.class(" primary")
    }

    /// An action that takes something away.
    #[must_use]
    pub fn danger(self) -> Self {
        self.class(" danger")
    }

    /// Less than the others: no border.
    #[must_use]
    pub fn quiet(self) -> Self {
        self.class(" quiet")
    }

    /// For table rows.
    #[must_use]
    pub fn small(self) -> Self {
        self.class(" small")
    }

    /// As wide as what is around it.
    #[must_use]
    pub fn wide(self) -> Self {
        self.class(" wide")
    }

    /// A link that opens beside this page.
    #[must_use]
    pub const fn new_tab(mut self) -> Self {
        self.new_tab = true;
        self
    }

    /// A link whose target is a file; it is not fetched ahead.
    #[must_use]
    pub const fn download(mut self) -> Self {
        self.download = true;
        self
    }

    fn class(mut self, class: &str) -> Self {
        self.classes.push_str(class);
        self
    }
}
