use askama::Template;
use gatehouse_core::Moment;
use gatehouse_l10n::Format;

use super::{Cell, Markup, Time, Tone};

/// Names and values, one under the other: the facts of a detail page.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<dl class="kv">{% for (label, cell) in rows %}<div><dt>{{ label }}</dt><dd>{{ cell.html() }}{% if let Some(sub) = cell.sub_text() %}<div class="hint">{{ sub }}</div>{% endif %}</dd></div>{% endfor %}</dl>"#,
    ext = "html"
)]
pub struct KeyValues {
    rows: Vec<(String, Cell)>,
}

components!(KeyValues, Timeline);

impl KeyValues {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    #[must_use]
    pub fn row(mut self, label: impl Into<String>, value: Cell) -> Self {
        self.rows.push((label.into(), value));
        self
    }
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Entry {
    tone: Tone,
    title: String,
    detail: Option<Markup>,
    when: Markup,
    who: Option<String>,
}

impl Entry {
    /// What, and when.
    pub fn new(tone: Tone, title: impl Into<String>, format: &Format, moment: Moment) -> Self {
        Self { tone, title: title.into(), detail: None, when: Markup::of(&Time::date_time(format, moment)), who: None }
    }

    /// More words.
    #[must_use]
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(Markup::text(text.into()));
        self
    }

    texts_setters! {
        /// By whom.
        who,
    }
}

/// A history, newest first.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<ol class="timeline">{% for entry in entries %}<li class="{{ entry.tone.word() }}"><strong>{{ entry.title }}</strong>{% if let Some(detail) = entry.detail %}<span>{{ detail }}</span>{% endif %}<span class="when">{{ entry.when }}{% if let Some(who) = entry.who %} · {{ who }}{% endif %}</span></li>{% endfor %}</ol>"#,
    ext = "html"
)]
pub struct Timeline {
    entries: Vec<Entry>,
}

impl Timeline {
    /// In this order.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { entries: entries.into_iter().collect() }
    }

    /// Whether nothing has happened.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
