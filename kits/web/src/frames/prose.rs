//! Long texts that the vendor writes: no markup of theirs reaches the page.

use askama::Template;
use askama::filters::HtmlSafe;

/// How an address that becomes a link begins.
const SCHEME: &str = "https://";

/// A long text: paragraphs between empty lines, in a language of its own.
#[derive(Clone, Debug, Template)]
#[template(
    source = r#"<div class="stack" lang="{{ lang }}">{% for lines in paragraphs %}<p>{% for line in lines %}{% if !loop.first %}<br>{% endif %}{% for piece in line %}{{ piece }}{% endfor %}{% endfor %}</p>{% endfor %}</div>"#,
    ext = "html"
)]
pub struct Prose {
    lang: String,
    paragraphs: Vec<Vec<Vec<Piece>>>,
}

impl HtmlSafe for Prose {}

/// A part of a line: text, or an address that is a link.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(
    source = r#"{% if is_link %}<a href="{{ text }}" rel="noreferrer">{{ text }}</a>{% else %}{{ text }}{% endif %}"#,
    ext = "html"
)]
struct Piece {
    text: String,
    is_link: bool,
}

impl HtmlSafe for Piece {}

impl Prose {
    /// `lang` is the tag of the text's language.
    pub fn new(lang: impl Into<String>, text: &str) -> Self {
        Self::of(lang, text, |line| vec![Piece { text: line.to_owned(), is_link: false }])
    }

    /// The same, where `https:` addresses are links.
    pub fn with_links(lang: impl Into<String>, text: &str) -> Self {
        Self::of(lang, text, pieces)
    }

    fn of(lang: impl Into<String>, text: &str, read: fn(&str) -> Vec<Piece>) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let paragraphs = lines.split(|line| line.is_empty()).filter(|part| !part.is_empty());
        let paragraphs = paragraphs.map(|part| part.iter().map(|line| read(line)).collect());
        Self { lang: lang.into(), paragraphs: paragraphs.collect() }
    }
}

/// A line with its addresses. What ends a sentence belongs to no address, and a character that an address cannot hold ends it.
fn pieces(line: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut add = |text: &str, is_link| {
        if !text.is_empty() {
            found.push(Piece { text: text.to_owned(), is_link });
        }
    };
    let mut rest = line;
    while let Some(start) = rest.find(SCHEME) {
        let (before, from) = rest.split_at(start);
        add(before, false);
        let is_end = |c: char| !c.is_ascii_graphic() || "<>\"'`\\^{}|".contains(c);
        let (whole, _) = from.split_at(from.find(is_end).unwrap_or(from.len()));
        let address = whole.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '*']);
        let has_host =
            address.get(SCHEME.len()..).is_some_and(|host| host.starts_with(|c: char| c.is_ascii_alphanumeric()));
        let (taken, left) = from.split_at(if has_host { address.len() } else { SCHEME.len() });
        add(taken, has_host);
        rest = left;
    }
    add(rest, false);
    found
}

#[cfg(test)]
mod tests {
    use super::Prose;

    /// ALL-9, ACC-12
    #[test]
    fn addresses_are_links_and_nothing_else_is_markup() {
        let text =
            "See https://example.com/privacy?a=1&b=2.\n<b>Not bold</b>\n\njavascript:alert(1) https:// https://\"x";
        let html = Prose::with_links("en", text).to_string();
        let link = "<a href=\"https://example.com/privacy?a=1&#38;b=2\" rel=\"noreferrer\">";
        assert!(html.contains(link) && html.contains("</a>.<br>"), "{html}");
        assert_eq!((html.matches("<a ").count(), html.matches("<p>").count()), (1, 2), "{html}");
        assert!(!html.contains("<b>") && !html.contains("href=\"java"), "{html}");
        let japanese = Prose::with_links("ja", "詳細（https://example.com/a）をご覧ください。").to_string();
        assert!(japanese.contains("href=\"https://example.com/a\""), "{japanese}");
        assert!(!Prose::new("en", text).to_string().contains("<a "));
    }
}
