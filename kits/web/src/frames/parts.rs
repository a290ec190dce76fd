//! What stands in the frames besides the components of [`crate::view`].

use crate::view::*;
use askama::Template;
use askama::filters::HtmlSafe;

/// A paragraph.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<p{% if !class.is_empty() %} class="{{ class }}"{% endif %}>{{ text }}</p>"#, ext = "html")]
pub struct Paragraph {
    text: String,
    class: &'static str,
}

impl HtmlSafe for Paragraph {}

impl Paragraph {
    /// Ordinary text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), class: "" }
    }

    /// Text that is no content of its own, such as "none".
    pub fn muted(text: impl Into<String>) -> Self {
        Self { class: "muted", ..Self::new(text) }
    }

    /// Only on paper: where the page comes from.
    pub fn printed(text: impl Into<String>) -> Self {
        Self { class: "print-only muted small", ..Self::new(text) }
    }

    /// Not on paper: it is about what can be done on the screen.
    #[must_use]
    pub fn on_screen(self) -> Self {
        let class = if self.class == "muted" { "screen-only muted" } else { "screen-only" };
        Self { class, ..self }
    }

    /// "or", between two ways to do the same.
    pub fn between(text: impl Into<String>) -> Self {
        Self { class: "or", ..Self::new(text) }
    }
}

/// Parts side by side, such as a value and what can be done with it.
#[derive(Clone, Debug, Default, Template)]
#[template(source = r#"<div class="row">{% for part in parts %}{{ part }}{% endfor %}</div>"#, ext = "html")]
pub struct Row {
    parts: Vec<Markup>,
}

impl HtmlSafe for Row {}

impl Row {
    /// Empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }
}

/// Buttons side by side.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<div class="actions">{% for button in buttons %}{{ button }}{% endfor %}</div>"#, ext = "html")]
pub struct Actions {
    buttons: Vec<Button>,
}

impl HtmlSafe for Actions {}

impl Actions {
    /// In this order.
    pub fn new(buttons: impl IntoIterator<Item = Button>) -> Self {
        Self { buttons: buttons.into_iter().collect() }
    }
}

/// Two columns, one under the other on narrow screens: what a page is about, and what belongs to it.
#[derive(Clone, Debug, Default, Template)]
#[template(
    source = r#"<div class="split"><div class="stack loose">{% for part in main %}{{ part }}{% endfor %}</div><div class="stack loose">{% for part in beside %}{{ part }}{% endfor %}</div></div>"#,
    ext = "html"
)]
pub struct Split {
    main: Vec<Markup>,
    beside: Vec<Markup>,
}

impl HtmlSafe for Split {}

impl Split {
    /// Both are empty.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part to the wide column.
    #[must_use]
    pub fn main(mut self, part: &impl Component) -> Self {
        self.main.push(Markup::of(part));
        self
    }

    /// Adds a part to the narrow column.
    #[must_use]
    pub fn beside(mut self, part: &impl Component) -> Self {
        self.beside.push(Markup::of(part));
        self
    }
}

/// A short list below a heading: advice, what comes next.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="stack tight"><h2>{{ title }}</h2>{% if in_order %}<ol>{% else %}<ul>{% endif %}{% for line in lines %}<li>{{ line }}</li>{% endfor %}{% if in_order %}</ol>{% else %}</ul>{% endif %}</div>"#,
    ext = "html"
)]
pub struct Points {
    title: String,
    lines: Vec<String>,
    in_order: bool,
}

impl HtmlSafe for Points {}

impl Points {
    /// In this order.
    pub fn new(title: impl Into<String>, lines: impl IntoIterator<Item = String>) -> Self {
        Self { title: title.into(), lines: lines.into_iter().collect(), in_order: false }
    }

    /// Steps that are taken one after the other: numbered.
    #[must_use]
    pub const fn in_order(mut self) -> Self {
        self.in_order = true;
        self
    }
}

/// What few need, folded away until it is opened.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<details class="fold"{% if open %} open{% endif %}><summary>{{ title }}</summary><div class="stack">{% for part in parts %}{{ part }}{% endfor %}</div></details>"#,
    ext = "html"
)]
pub struct Fold {
    title: String,
    open: bool,
    parts: Vec<Markup>,
}

impl HtmlSafe for Fold {}

impl Fold {
    /// Closed, and empty.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), open: false, parts: Vec::new() }
    }

    /// Open from the start: something in it asks for attention.
    #[must_use]
    pub const fn open(mut self, open: bool) -> Self {
        self.open = open;
        self
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: &impl Component) -> Self {
        self.parts.push(Markup::of(part));
        self
    }
}

/// Cards beside and below each other.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<h2 class="sr-only">{{ title }}</h2><ul class="item-cards">{% for card in cards %}<li>{{ card }}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct CardList {
    title: String,
    cards: Vec<Markup>,
}

impl HtmlSafe for CardList {}

impl CardList {
    /// In this order; what they are is spoken.
    pub fn new(title: impl Into<String>, cards: Vec<Markup>) -> Self {
        Self { title: title.into(), cards }
    }
}

/// What a search found: each with an icon, its name, its page, what else tells it apart, and its state.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<ul class="hits">{% for (icon, title, href, about, badge) in hits %}<li>{{ icon.svg() }}<div><a href="{{ href }}">{{ title }}</a>{% if !about.is_empty() %}<p class="muted small">{{ about }}</p>{% endif %}</div>{% if let Some(badge) = badge %}{{ badge }}{% endif %}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
pub struct HitList {
    hits: Vec<(Icon, String, String, String, Option<Badge>)>,
}

impl HtmlSafe for HitList {}

impl HitList {
    /// In this order.
    pub fn new(hits: impl IntoIterator<Item = (Icon, String, String, String, Option<Badge>)>) -> Self {
        Self { hits: hits.into_iter().collect() }
    }
}

/// The tabs of a record's pages: each with its icon, its name, its address, and whether it is this page.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<nav class="tabs" aria-label="{{ label }}">{% for (icon, name, href, current) in tabs %}<a href="{{ href }}"{% if current %} aria-current="page"{% endif %}>{{ icon.svg() }}{{ name }}</a>{% endfor %}</nav>"#,
    ext = "html"
)]
pub struct Tabs {
    label: String,
    tabs: Vec<(Icon, String, String, bool)>,
}

impl HtmlSafe for Tabs {}

impl Tabs {
    /// What the record is called.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), tabs: Vec::new() }
    }

    /// Adds one.
    #[must_use]
    pub fn tab(mut self, icon: Icon, name: impl Into<String>, href: impl Into<String>, is_here: bool) -> Self {
        self.tabs.push((icon, name.into(), href.into(), is_here));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Points;

    /// ACC-2
    #[test]
    fn advice_escapes_what_it_is_given() {
        let html = Points::new("<b>", ["&".to_owned()]).to_string();
        assert!(!html.contains("<b>") && html.contains("<li>"));
    }
}
