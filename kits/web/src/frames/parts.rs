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

    /// "or", between two ways to do the same.
    pub fn between(text: impl Into<String>) -> Self {
        Self { class: "or", ..Self::new(text) }
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

/// Figures side by side.
#[derive(Clone, Debug, Template)]
#[template(source = r#"<div class="tiles">{% for tile in tiles %}{{ tile }}{% endfor %}</div>"#, ext = "html")]
pub struct Tiles {
    tiles: Vec<Tile>,
}

impl HtmlSafe for Tiles {}

impl Tiles {
    /// In this order.
    pub fn new(tiles: impl IntoIterator<Item = Tile>) -> Self {
        Self { tiles: tiles.into_iter().collect() }
    }
}

/// A short list below a heading: advice, what comes next.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="stack tight"><h2>{{ title }}</h2><ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul></div>"#,
    ext = "html"
)]
pub struct Points {
    title: String,
    lines: Vec<String>,
}

impl HtmlSafe for Points {}

impl Points {
    /// In this order.
    pub fn new(title: impl Into<String>, lines: impl IntoIterator<Item = String>) -> Self {
        Self { title: title.into(), lines: lines.into_iter().collect() }
    }
}

/// The links of an area of several pages.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<nav class="actions" aria-label="{{ label }}">{% for (label, href) in links %}{% let current = *href == here %}<a class="btn small{% if !current %} quiet{% endif %}" href="{{ href }}"{% if current %} aria-current="page"{% endif %}>{{ label }}</a>{% endfor %}</nav>"#,
    ext = "html"
)]
pub struct Section {
    label: String,
    links: Vec<(String, &'static str)>,
    here: &'static str,
}

impl HtmlSafe for Section {}

impl Section {
    /// What the area is called, and the pages in it; `here` is the path of this one.
    pub fn new(
        label: impl Into<String>,
        here: &'static str,
        links: impl IntoIterator<Item = (String, &'static str)>,
    ) -> Self {
        Self { label: label.into(), links: links.into_iter().collect(), here }
    }
}

#[cfg(test)]
mod tests {
    use super::{Points, Section};

    /// ACC-2
    #[test]
    fn advice_escapes_what_it_is_given() {
        let html = Points::new("<b>", ["&".to_owned()]).to_string();
        assert!(!html.contains("<b>") && html.contains("<li>"));
    }

    #[test]
    fn the_page_that_is_shown_is_marked_among_its_neighbors() {
        let html = Section::new("Area", "/b", [("A".to_owned(), "/a"), ("B".to_owned(), "/b")]).to_string();
        assert_eq!(html.matches("aria-current").count(), 1);
        assert!(html.contains(r#"href="/b" aria-current="page""#), "{html}");
    }
}
