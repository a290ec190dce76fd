//! Canned answers: which text is taken, and what stands in its places (SUP-17).

use gatehouse_core::Lang;
use std::collections::BTreeMap;

/// What is known of a request for the places of an answer.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// What its author is called.
    pub name: String,
    /// Its number.
    pub number: String,
    /// Its product; may be empty.
    pub product: String,
    /// Who answers.
    pub staff: String,
}

/// The text in the language of a request; else in English, else in whichever there is.
#[must_use]
pub fn text_in(texts: &BTreeMap<String, String>, lang: Lang) -> &str {
    let found = texts.get(lang.tag()).or_else(|| texts.get(Lang::En.tag())).or_else(|| texts.values().next());
    found.map_or("", String::as_str)
}

/// Fills the places. What is no place stays as it is, and what is filled in is not looked at again, so that a name such as `[number]` stays a name.
#[must_use]
pub fn filled(text: &str, places: &Places) -> String {
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, from) = rest.split_at(start);
        all.push_str(before);
        let Some(end) = from.find(']') else {
            rest = from;
            break;
        };
        match &from[1..end] {
            "name" => all.push_str(&places.name),
            "number" => all.push_str(&places.number),
            "product" => all.push_str(&places.product),
            "staff" => all.push_str(&places.staff),
            _ => all.push_str(&from[..=end]),
        }
        rest = &from[end + 1..];
    }
    all.push_str(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::{Places, filled, text_in};
    use gatehouse_core::Lang;

    /// SUP-17
    #[test]
    fn places_are_filled_once() {
        let places =
            Places { name: "[number]".into(), number: "R-1".into(), product: "Lantern".into(), staff: "Sam".into() };
        let text = "Dear [name], [number]: [product]. [unknown] [staff";
        assert_eq!(filled(text, &places), "Dear [number], R-1: Lantern. [unknown] [staff");
    }

    /// SUP-17
    #[test]
    fn the_language_of_the_request_is_taken() {
        let texts = [("en", "Hello"), ("ja", "こんにちは")].map(|(tag, text)| (tag.to_owned(), text.to_owned())).into();
        assert_eq!(text_in(&texts, Lang::Ja), "こんにちは");
        assert_eq!(text_in(&texts, Lang::Ru), "Hello");
        assert_eq!(text_in(&[("ru".to_owned(), "Да".to_owned())].into(), Lang::Ja), "Да");
    }
}
