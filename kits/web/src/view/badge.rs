use askama::Template;

pub use gatehouse_core::Tone;

/// A small label with a state's name.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="badge {{ tone.word() }}{% if ring %} ring{% endif %}">{{ text }}</span>"#,
    ext = "html"
)]
pub struct Badge {
    tone: Tone,
    text: String,
    ring: bool,
}

components!(Badge);

impl Badge {
    /// A label.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into(), ring: false }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// An empty mark instead of a filled one: not (or no longer) in effect.
    #[must_use]
    pub const fn ring(mut self) -> Self {
        self.ring = true;
        self
    }
}
