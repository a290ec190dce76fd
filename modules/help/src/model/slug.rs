//! The words of an article in its address: `/help/131-add-a-license`. The number decides, so the words may change.

/// The most characters of them.
pub const MOST: usize = 80;

/// Whether these are words that an address can hold as they are.
#[must_use]
pub fn is_slug(text: &str) -> bool {
    let parts = || text.split('-');
    text.len() <= MOST
        && parts().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
        // Else it would be taken for a number.
        && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// How an address names an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named<'a> {
    /// By its number, with the words behind it.
    Number(i64, &'a str),
    /// By its words alone.
    Slug(&'a str),
}

impl<'a> Named<'a> {
    /// The last part of an address; `None` names nothing.
    #[must_use]
    pub fn read(part: &'a str) -> Option<Self> {
        if part.starts_with(|c: char| c.is_ascii_digit()) {
            let (number, words) = part.split_once('-').unwrap_or((part, ""));
            return Some(Self::Number(number.parse().ok().filter(|n| *n > 0)?, words));
        }
        is_slug(part).then_some(Self::Slug(part))
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, is_slug};

    /// ALL-10
    #[test]
    fn an_address_names_an_article_by_number_or_words() {
        assert_eq!(Named::read("131-add-a-license"), Some(Named::Number(131, "add-a-license")));
        assert_eq!(Named::read("131"), Some(Named::Number(131, "")));
        assert_eq!(Named::read("add-a-license"), Some(Named::Slug("add-a-license")));
        for wrong in ["", "-1", "0", "Add", "a--b", "a/b", "99999999999999999999", "a b", "ключ"] {
            assert_eq!(Named::read(wrong), None, "{wrong}");
        }
        assert!(is_slug("a1-b2") && !is_slug(&"a".repeat(81)) && !is_slug("1a"));
    }
}
