//! An article's Markdown as a page shows it. Nothing that was typed is markup: every text is escaped, and links are those that
//! [`crate::model::markdown::is_place`] lets through.

use super::picture::PICTURES;
use crate::model::markdown::{Block, Piece, parse};
use crate::model::{picture, shots};
use askama::Template;
use askama::filters::HtmlSafe;
use gatehouse_core::Lang;

/// A text.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="stack" lang="{{ lang }}">{% for part in parts %}{% if part.is_list() %}<{{ part.tag }}>{% for line in part.lines %}<li>{% for bit in line %}{{ bit }}{% endfor %}</li>{% endfor %}</{{ part.tag }}>{% elif part.tag == "pre" %}<pre class="code-block"><code>{{ part.code }}</code></pre>{% elif let Some(picture) = part.picture %}<img class="shot" src="{{ picture.src }}" alt="{{ part.code }}" width="{{ picture.width }}" height="{{ picture.height }}" loading="lazy" decoding="async">{% else %}<{{ part.tag }}{% if part.is_quote %} class="muted"{% endif %}>{% for line in part.lines %}{% for bit in line %}{{ bit }}{% endfor %}{% endfor %}</{{ part.tag }}>{% endif %}{% endfor %}</div>"#,
    ext = "html"
)]
pub(crate) struct Rendered {
    lang: String,
    parts: Vec<Part>,
}

impl HtmlSafe for Rendered {}

#[derive(Clone, Debug)]
struct Part {
    tag: &'static str,
    lines: Vec<Vec<Bit>>,
    /// Of code its text, of a picture what it shows.
    code: String,
    is_quote: bool,
    picture: Option<Shown>,
}

/// Where a picture is, and how large.
#[derive(Clone, Debug)]
struct Shown {
    src: String,
    width: u32,
    height: u32,
}

impl Part {
    fn of(tag: &'static str, lines: Vec<Vec<Bit>>) -> Self {
        Self { tag, lines, code: String::new(), is_quote: false, picture: None }
    }

    fn is_list(&self) -> bool {
        matches!(self.tag, "ul" | "ol")
    }
}

/// A piece of a line.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"{% if let Some(to) = to %}<a href="{{ to }}"{% if is_abroad %} rel="noreferrer"{% endif %}>{{ text }}</a>{% elif mark == "b" %}<b>{{ text }}</b>{% elif mark == "code" %}<code>{{ text }}</code>{% else %}{{ text }}{% endif %}"#,
    ext = "html"
)]
struct Bit {
    text: String,
    to: Option<String>,
    is_abroad: bool,
    mark: &'static str,
}

impl HtmlSafe for Bit {}

impl Bit {
    fn new(text: &str, mark: &'static str) -> Self {
        Self { text: text.to_owned(), to: None, is_abroad: false, mark }
    }
}

impl Rendered {
    /// The text of an article; `deep`: its headings stand below one of the second level. `place` says where a link of ours leads from this page.
    pub(crate) fn new(lang: &str, text: &str, deep: bool, place: impl Fn(&str) -> String) -> Self {
        let line = |pieces: &Vec<Piece>| -> Vec<Bit> { pieces.iter().map(|piece| bit(piece, &place)).collect() };
        let part = |block: &Block| match block {
            Block::Heading { level, text } => Some(Part::of(heading(*level, deep), vec![line(text)])),
            Block::Paragraph(text) => Some(Part::of("p", vec![line(text)])),
            Block::Quote(text) => Some(Part { is_quote: true, ..Part::of("p", vec![line(text)]) }),
            Block::List { ordered, items } => {
                Some(Part::of(if *ordered { "ol" } else { "ul" }, items.iter().map(&line).collect()))
            }
            Block::Code(code) => Some(Part { code: code.clone(), ..Part::of("pre", Vec::new()) }),
            Block::Picture { alt, name } => {
                let (file, (width, height)) = file_of(name, Lang::from_tag(lang).unwrap_or_default())?;
                let shown = Shown { src: place(&format!("{PICTURES}{file}")), width, height };
                Some(Part { code: alt.clone(), picture: Some(shown), ..Part::of("img", Vec::new()) })
            }
        };
        Self { lang: lang.to_owned(), parts: parse(text).iter().filter_map(part).collect() }
    }
}

/// The last part of a picture's address, and its size; `None` where the program has none of that name in the language.
fn file_of(name: &str, lang: Lang) -> Option<(String, (u32, u32))> {
    match picture::size_of(name) {
        Some(size) => Some((name.to_owned(), size)),
        None => shots::of(name, lang).map(|shot| (shot.file.clone(), shot.size)),
    }
}

const fn heading(level: u8, deep: bool) -> &'static str {
    match (level, deep) {
        (2, false) => "h2",
        (2, true) | (_, false) => "h3",
        (_, true) => "h4",
    }
}

fn bit(piece: &Piece, place: &impl Fn(&str) -> String) -> Bit {
    match piece {
        Piece::Text(text) => Bit::new(text, ""),
        Piece::Bold(text) => Bit::new(text, "b"),
        Piece::Code(text) => Bit::new(text, "code"),
        Piece::Link { text, to } => {
            let is_abroad = !to.starts_with('/');
            let to = if is_abroad { to.clone() } else { place(to) };
            Bit { to: Some(to), is_abroad, ..Bit::new(text, "") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rendered;

    /// ALL-9, SUP-18
    #[test]
    fn pictures_are_ours_and_say_what_they_show() {
        let name = "0123456789abcdef0123456789abcdef-640x400.png";
        let text =
            format!("![The \"form\" <x>]({name})\n\n![Gone](no-such-picture)\n\n![x](https://evil.example/a.png)");
        let html = Rendered::new("en", &text, false, str::to_owned).to_string();
        assert_eq!(html.matches("<img").count(), 1, "{html}");
        assert!(html.contains(&format!("src=\"/help/picture/{name}\"")), "{html}");
        assert!(html.contains("width=\"640\" height=\"400\"") && html.contains("&#60;x&#62;"), "{html}");
    }

    /// ALL-9, ALL-10
    #[test]
    fn nothing_that_was_typed_is_markup() {
        let text = "<script>alert(1)</script> **<b>** `<i>` [<u>](/a?b=1&c=2)\n\n[x](javascript:alert(1)) [y](https://example.com/)\n\n## <h1>\n\n```\n</pre><script>\n```";
        let html = Rendered::new("en", text, false, |to| format!("https://portal.example{to}")).to_string();
        for never in ["<script", "<i>", "<u>", "<h1", "href=\"javascript", "</pre><script"] {
            assert!(!html.contains(never), "{never}: {html}");
        }
        assert!(html.contains("href=\"https://portal.example/a?b=1&#38;c=2\""), "{html}");
        assert!(html.contains("<a href=\"https://example.com/\" rel=\"noreferrer\">y</a>"), "{html}");
        assert!(html.contains("<h2>") && html.contains("[x](javascript:alert(1))"), "{html}");
    }
}
