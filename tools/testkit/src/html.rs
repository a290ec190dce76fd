//! Reading the pages that our templates make: attributes are in double quotes, and what could end a tag is escaped.

use std::collections::BTreeSet;

/// A field of a form that a person fills in.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: Option<String>,
    /// It stands in a label or has a name of its own (`aria-label`, `aria-labelledby`, `title`).
    pub is_named: bool,
}

/// What a page consists of.
#[derive(Debug, Default)]
pub struct Seen {
    /// The language tag of the page.
    pub lang: String,
    /// How many `h1` there are.
    pub first_headings: usize,
    /// Every id, in order.
    pub ids: Vec<String>,
    /// Every field.
    pub fields: Vec<Field>,
    /// The ids that a label is for.
    pub labelled: BTreeSet<String>,
    /// Where the pictures without `alt` are.
    pub pictures_without_words: Vec<String>,
    /// Where links lead.
    pub links: Vec<String>,
    /// Pieces of text.
    pub texts: Vec<String>,
}

/// Reads a page.
#[must_use]
pub fn read(page: &str) -> Seen {
    let mut seen = Seen::default();
    let mut labels = 0_usize;
    for piece in page.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/', '\n']).find(|part| !part.is_empty()).unwrap_or_default();
        match (tag.starts_with('/'), name) {
            (false, "label") => labels += 1,
            (true, "label") => labels = labels.saturating_sub(1),
            _ => {}
        }
        if !tag.starts_with('/') {
            record(&mut seen, name, tag, labels > 0);
        }
        let text = text.trim();
        if !text.is_empty() {
            seen.texts.push(unescaped(text));
        }
    }
    seen
}

fn record(seen: &mut Seen, name: &str, tag: &str, in_label: bool) {
    seen.ids.extend(attribute(tag, "id"));
    match name {
        "html" => seen.lang = attribute(tag, "lang").unwrap_or_default(),
        "h1" => seen.first_headings += 1,
        "a" => seen.links.extend(attribute(tag, "href")),
        "label" => seen.labelled.extend(attribute(tag, "for")),
        "img" if attribute(tag, "alt").is_none() => {
            seen.pictures_without_words.push(attribute(tag, "src").unwrap_or_default());
        }
        "input" | "select" | "textarea" if is_filled_in(tag) => {
            let own = ["aria-label", "aria-labelledby", "title"];
            seen.fields.push(Field {
                name: attribute(tag, "name").unwrap_or_default(),
                id: attribute(tag, "id"),
                is_named: in_label || own.iter().any(|name| attribute(tag, name).is_some()),
            });
        }
        _ => {}
    }
}

fn is_filled_in(tag: &str) -> bool {
    let kind = attribute(tag, "type").unwrap_or_default();
    !["hidden", "submit", "button", "reset", "image"].contains(&kind.as_str())
}

/// The value of an attribute of a tag, as a person would read it.
#[must_use]
pub fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &tag[start..];
    Some(unescaped(&rest[..rest.find('"')?]))
}

fn unescaped(text: &str) -> String {
    let plain = [
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let text = plain.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    // Last, or what was escaped twice would be read twice.
    text.replace("&#38;", "&").replace("&amp;", "&")
}
