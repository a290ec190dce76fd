//! The text of a version in a language, and the mark of exactly this text.

use crate::tables::statement_text::Model;
use gatehouse_core::Lang;
use sha2::{Digest, Sha256};

/// The most characters of a title.
pub const TITLE: u32 = 160;
/// The most characters of a text in one language.
pub const BODY: u32 = 50_000;

/// The SHA-256 of language, title and text, which the ledger keeps with each answer.
pub fn hash(lang: &str, title: &str, body: &str) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in [lang, title, body] {
        digest.update(part.as_bytes());
        // A byte that no text has, so that no two texts have one hash.
        digest.update([0]);
    }
    digest.finalize().to_vec()
}

/// The text for a reader: in their language, else in English, else in any.
pub fn for_reader(texts: &[Model], lang: Lang) -> Option<&Model> {
    let of = |lang: Lang| texts.iter().find(|text| text.lang == lang.tag());
    of(lang).or_else(|| of(Lang::default())).or_else(|| texts.first())
}

#[cfg(test)]
mod tests {
    use super::hash;

    /// PRI-7
    #[test]
    fn a_hash_is_of_one_text_alone() {
        let one = hash("en", "Title", "Text");
        assert_eq!((one.len(), one.clone()), (32, hash("en", "Title", "Text")));
        for other in [hash("ja", "Title", "Text"), hash("en", "Titl", "eText"), hash("en", "Title", "Text.")] {
            assert_ne!(one, other);
        }
    }
}
