//! A company's word in addresses: `/c/acme`.

use any_ascii::any_ascii;

/// The longest one, in characters.
pub const LONGEST: usize = 40;
/// The shortest one.
pub const SHORTEST: usize = 2;
/// Letters that are put behind a word that is taken.
pub const SUFFIX: usize = 4;

/// Words that no company gets: they are, or may become, addresses of ours or words that people would take for the vendor.
const RESERVED: [&str; 36] = [
    "account",
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "audit",
    "billing",
    "c",
    "company",
    "contracts",
    "devices",
    "docs",
    "download",
    "files",
    "gatehouse",
    "help",
    "home",
    "info",
    "join",
    "legal",
    "licenses",
    "login",
    "mail",
    "new",
    "news",
    "personal",
    "privacy",
    "requests",
    "root",
    "security",
    "settings",
    "staff",
    "support",
    "users",
    "www",
];

/// The word that a name asks for; `company` where nothing of the name can be written so.
#[must_use]
pub fn of_name(name: &str) -> String {
    let mut word = String::new();
    for c in any_ascii(name).to_ascii_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => word.push(c),
            '\'' | '"' | '.' | '`' => {}
            _ if word.is_empty() || word.ends_with('-') => {}
            _ => word.push('-'),
        }
    }
    word.truncate(LONGEST);
    let word = word.trim_matches('-');
    if word.len() < SHORTEST { "company".to_owned() } else { word.to_owned() }
}

/// Whether a text is a word that a company can have.
#[must_use]
pub fn is_word(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (SHORTEST..=LONGEST).contains(&text.len())
        && text.chars().all(is_part)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether no company gets this word as it is.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}

/// The word with four letters behind it, for one that is taken or reserved. `random`: a byte for each letter.
#[must_use]
pub fn with_suffix(word: &str, random: [u8; SUFFIX]) -> String {
    // Without vowels, and without letters that look like others: no words come of it.
    const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrtwx";
    let cut: String = word.chars().take(LONGEST - SUFFIX - 1).collect();
    let letters = random.map(|byte| char::from(LETTERS[usize::from(byte % 16)]));
    format!("{}-{}", cut.trim_end_matches('-'), letters.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{is_reserved, is_word, of_name, with_suffix};
    use proptest::prelude::*;

    /// COM-1
    #[test]
    fn a_word_is_the_name_in_plain_letters() {
        for (name, word) in [
            ("ACME Inc.", "acme-inc"),
            ("O'Neill & Söhne GmbH", "oneill-sohne-gmbh"),
            ("Ромашка", "romashka"),
            ("!!", "company"),
            ("X", "company"),
            ("  --a--b--  ", "a-b"),
            ("A very long name of a company that goes on", "a-very-long-name-of-a-company-that-goes"),
        ] {
            assert_eq!(of_name(name), word, "{name}");
        }
        assert!(is_word(&of_name("株式会社ミホン")), "{}", of_name("株式会社ミホン"));
    }

    /// COM-1
    #[test]
    fn a_word_that_is_taken_gets_letters_behind_it() {
        assert_eq!(with_suffix("acme", [0, 1, 2, 3]), "acme-bcdf");
        assert_eq!(with_suffix(&"a".repeat(40), [0; 4]).len(), 40);
        assert!(is_reserved("support") && !is_reserved("acme"));
        for text in ["a", "-a", "a-", "Acme", "a_b", "ä-b", ""] {
            assert!(!is_word(text), "{text}");
        }
    }

    proptest! {
        /// COM-1
        #[test]
        fn every_name_gives_a_word(name in "\\PC{0,60}", random in any::<[u8; 4]>()) {
            prop_assert!(is_word(&of_name(&name)));
            prop_assert!(is_word(&with_suffix(&of_name(&name), random)));
        }
    }
}
