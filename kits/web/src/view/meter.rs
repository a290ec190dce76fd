use askama::Template;
use gatehouse_core::Lang;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;

use crate::texts;

/// Seats used of those bought: a bar and the numbers.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<span class="meter{% if used > total %} over{% endif %}"><progress max="{{ self.max() }}" value="{{ used }}" aria-hidden="true"></progress><span>{{ text }}</span></span>"#,
    ext = "html"
)]
pub struct Seats {
    used: u32,
    total: u32,
    text: String,
}

components!(Seats, Progress, Tile);

impl Seats {
    /// `used` of `total`; "4 of 5" is written in the person's language.
    pub fn new(lang: Lang, used: u32, total: u32) -> Self {
        let format = Format::new(lang, TimeZone::UTC);
        let text = texts(lang).msg_seats(format.number(used.into()), format.number(total.into()));
        Self { used, total, text }
    }

    /// What is left of a time, with its words: "267 days left".
    pub fn left(left: u32, whole: u32, text: impl Into<String>) -> Self {
        Self { used: left.min(whole), total: whole, text: text.into() }
    }

    /// The same in other words, such as with the name of what is counted.
    #[must_use]
    pub fn words(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    fn max(&self) -> u32 {
        self.total.max(1)
    }
}

/// Work that goes on in the background. With script the page follows it; without, it is as old as the page.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="progress"{% if let Some(url) = url %} data-progress-url="{{ url }}"{% endif %}><progress max="{{ self.max() }}" value="{{ done }}" aria-label="{{ label }}"></progress><p>{{ text }}</p></div>"#,
    ext = "html"
)]
pub struct Progress {
    label: String,
    text: String,
    done: u64,
    total: u64,
    url: Option<String>,
}

impl Progress {
    /// `label` is spoken; `text` says the same as the bar in words.
    pub fn new(label: impl Into<String>, text: impl Into<String>, done: u64, total: u64) -> Self {
        Self { label: label.into(), text: text.into(), done, total, url: None }
    }

    /// Where script asks how far it is, every 1.5 s: JSON `{"done": 5, "total": 9, "text": "…", "finished": false}`. When finished,
    /// the page is loaded anew.
    #[must_use]
    pub fn poll(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    fn max(&self) -> u64 {
        self.total.max(1)
    }
}

/// A number with its name, for overviews; put several into `<div class="tiles">`.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% if let Some(href) = href %}<a class="panel tile" href="{{ href }}">{% else %}<div class="panel tile">{% endif %}<span class="muted small">{{ label }}</span><span class="figure">{{ figure }}</span>{% if href.is_some() %}</a>{% else %}</div>{% endif %}"#,
    ext = "html"
)]
pub struct Tile {
    label: String,
    figure: String,
    href: Option<String>,
}

impl Tile {
    /// `figure` is already written in the person's language.
    pub fn new(label: impl Into<String>, figure: impl Into<String>) -> Self {
        Self { label: label.into(), figure: figure.into(), href: None }
    }

    texts_setters! {
        /// Makes the tile a link.
        href,
    }
}
