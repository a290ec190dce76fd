use askama::Template;
use gatehouse_assets::Icon;

use super::{Button, Drawn, Tone};

/// A message in the page: what happened, or what needs attention.
#[derive(Clone, Debug, Template)]
#[template(path = "ui/notice.html")]
pub struct Notice {
    tone: Tone,
    title: Option<String>,
    text: String,
    more: Vec<String>,
    link: Option<(String, String)>,
    buttons: Vec<Button>,
    spoken: bool,
}

components!(Notice);

impl Notice {
    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, title: None, text: text.into(), more: Vec::new(), link: None, buttons: Vec::new(), spoken: false }
    }

    /// Worth knowing.
    pub fn info(text: impl Into<String>) -> Self {
        Self::new(Tone::Info, text)
    }

    /// It worked.
    pub fn good(text: impl Into<String>) -> Self {
        Self::new(Tone::Good, text)
    }

    /// Something should be done.
    pub fn warn(text: impl Into<String>) -> Self {
        Self::new(Tone::Warn, text)
    }

    /// It did not work.
    pub fn bad(text: impl Into<String>) -> Self {
        Self::new(Tone::Bad, text)
    }

    texts_setters! {
        /// A bold first line.
        title,
    }

    /// A paragraph of its own below the text, such as somebody's own words.
    #[must_use]
    pub fn more(mut self, text: impl Into<String>) -> Self {
        self.more.push(text.into());
        self
    }

    /// A link after the text.
    #[must_use]
    pub fn action(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.link = Some((label.into(), href.into()));
        self
    }

    /// A button that posts to `action`, to take back what just happened.
    #[must_use]
    pub fn undo(mut self, label: impl Into<String>, action: impl Into<String>) -> Self {
        self.buttons.push(Button::post(label, action).icon(Icon::Undo).small());
        self
    }

    /// A button below the text: what to do now.
    #[must_use]
    pub fn button(mut self, button: Button) -> Self {
        self.buttons.push(button);
        self
    }

    /// Announced by screen readers; for the one message that answers what the person just did.
    #[must_use]
    pub const fn spoken(mut self) -> Self {
        self.spoken = true;
        self
    }

    const fn icon(&self) -> Icon {
        match self.tone {
            Tone::Good => Icon::Good,
            Tone::Warn => Icon::Alert,
            Tone::Bad => Icon::Error,
            Tone::Info | Tone::Neutral => Icon::Info,
        }
    }
}
