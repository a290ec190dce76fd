use askama::Template;
use gatehouse_assets::Icon;

use super::{Button, Drawn};

/// What stands where a list has nothing: what this is, and the one thing to do.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="empty">{{ icon.svg() }}<h2>{{ title }}</h2><p>{{ text }}</p>{% if let Some(button) = button %}{{ button }}{% endif %}</div>"#,
    ext = "html"
)]
pub struct Empty {
    icon: Icon,
    title: String,
    text: String,
    button: Option<Button>,
}

components!(Empty);

impl Empty {
    /// "No licenses yet", and one sentence.
    pub fn new(icon: Icon, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self { icon, title: title.into(), text: text.into(), button: None }
    }

    /// The one thing to do.
    #[must_use]
    pub fn action(mut self, button: Button) -> Self {
        self.button = Some(button);
        self
    }
}
