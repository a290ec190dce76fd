//! What the operator wrote with `{to}`, `{text}` and `{id}` in it.

/// The values of one message.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub to: &'a str,
    pub text: &'a str,
    pub id: &'a str,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Plain(String),
    To,
    Text,
    Id,
}

/// A text with places for the number, the text and the id of a message. Any other brace is itself: templates are JSON, often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Part>);

const PLACES: [&str; 3] = ["{to}", "{text}", "{id}"];

/// The first place in a text, and where it is.
fn first_place(text: &str) -> Option<(usize, &'static str)> {
    PLACES.iter().filter_map(|word| Some((text.find(word)?, *word))).min()
}

impl Template {
    /// Reads it. What is put in is never read again, so no number and no text can bring a place of its own.
    pub fn new(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((at, word)) = first_place(rest) {
            parts.push(Part::Plain(rest.get(..at).unwrap_or_default().to_owned()));
            parts.push(match word {
                "{to}" => Part::To,
                "{text}" => Part::Text,
                _ => Part::Id,
            });
            rest = rest.get(at + word.len()..).unwrap_or_default();
        }
        parts.push(Part::Plain(rest.to_owned()));
        Self(parts)
    }

    /// Whether the text stands in it.
    pub fn has_text(&self) -> bool {
        self.0.contains(&Part::Text)
    }

    /// Whether the number stands in it.
    pub fn has_number(&self) -> bool {
        self.0.contains(&Part::To)
    }

    /// With the values in their places, each passed through `escape` first.
    pub(crate) fn fill(&self, values: Values<'_>, escape: impl Fn(&str) -> String) -> String {
        let filled = self.0.iter().map(|part| match part {
            Part::Plain(text) => text.clone(),
            Part::To => escape(values.to),
            Part::Text => escape(values.text),
            Part::Id => escape(values.id),
        });
        filled.collect()
    }
}

/// For a place in an address: everything but letters, digits and `-._~` (RFC 3986 §2.3).
pub(crate) fn in_address(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Template, Values, in_address};

    const VALUES: Values<'_> = Values { to: "+81", text: "{id} \"&", id: "7" };

    /// ACC-9
    #[test]
    fn places_are_filled_once_and_other_braces_stay() {
        let filled = |text: &str| Template::new(text).fill(VALUES, str::to_owned);
        assert_eq!(filled("{to}: {text} ({id}) {x} {{}}"), "+81: {id} \"& (7) {x} {{}}");
        assert_eq!(filled(""), "");
        assert_eq!(filled("{to}{to}"), "+81+81");
        assert!(Template::new("a{text}").has_text() && !Template::new("a{tex}t").has_text());
    }

    /// ACC-9
    #[test]
    fn nothing_breaks_out_of_an_address() {
        assert_eq!(in_address("+81 a&b=c/../?#\r\nカ"), "%2B81%20a%26b%3Dc%2F..%2F%3F%23%0D%0A%E3%82%AB");
    }
}
