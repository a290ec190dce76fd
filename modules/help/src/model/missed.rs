//! Searches without a result: what of them may be kept. Nothing by which somebody could be known: no address, no code, no long number; and the
//! words themselves only once several have sought the same.

use gatehouse_core::text::one_line;

/// So many visitors or days must have had the same words before anybody reads them.
pub const ENOUGH: i64 = 3;
/// The most characters; who writes more tells a story.
pub const MOST: usize = 60;
/// The most digits in all: a version has fewer, a number of telephone, order or license more.
const DIGITS: usize = 4;
/// The most characters of one word of letters and digits: behind it begin codes.
const WORD: usize = 24;

/// The words as they are counted: small letters, single blanks; `None` where they may say who somebody is, or say nothing.
#[must_use]
pub fn kept(words: &str) -> Option<String> {
    let line = one_line(words).ok()?.to_lowercase();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = line.chars().count();
    let digits = line.chars().filter(|c| c.is_numeric()).count();
    let is_plain = line.chars().all(|c| c.is_alphanumeric() || " -.,'’?!、。？！・ー«»\"+#".contains(c));
    let has_code = line.split(' ').any(|word| {
        let is_mixed = word.contains(|c: char| c.is_ascii_alphabetic()) && word.contains(|c: char| c.is_numeric());
        (word.is_ascii() && word.len() > WORD) || (is_mixed && word.matches('-').count() > 1)
    });
    let says_something = line.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (says_something && count <= MOST && digits <= DIGITS && is_plain && !has_code).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::kept;

    /// PRI-2, ALL-10
    #[test]
    fn what_may_say_who_somebody_is_is_not_kept() {
        for (typed, kept_as) in [
            ("  Dark   Mode ", Some("dark mode")),
            ("ダークモード", Some("ダークモード")),
            ("тёмная тема?", Some("тёмная тема?")),
            ("windows 11", Some("windows 11")),
            ("e-mail", Some("e-mail")),
            ("ada@example.com", None),
            ("https://example.com/x", None),
            ("order 1234567", None),
            ("+7 912 345-67-89", None),
            ("4335J-ZYFS7-Q", None),
            ("１２３４５６７８", None),
            ("?", None),
            ("a\u{202e}b", None),
            ("", None),
        ] {
            assert_eq!(kept(typed).as_deref(), kept_as, "{typed}");
        }
        assert_eq!(kept(&"word ".repeat(30)), None);
        assert_eq!(kept(&"x".repeat(40)), None);
    }
}
