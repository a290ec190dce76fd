//! The shipped list of common words (ACC-5): what people make passwords of, found again behind digits, signs, a year
//! and letters written as signs.
//!
//! Limits: the list is short (some 650 words, English, Japanese and Russian first) and is no list of leaked passwords:
//! two words joined, a word that is not listed or one with letters before it is left to the estimate.

use std::collections::HashSet;
use std::sync::LazyLock;
use zeroize::Zeroizing;

const LIST: &str = include_str!("../data/common.txt");

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LIST.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect());

/// Shorter words of the person's own are in too many good passwords by chance.
const SHORTEST_OWN: usize = 4;

/// Whether a password is nothing but a listed word, one of `own` (name, address, vendor), or one letter again and again,
/// dressed up. Linear in the length of the password.
pub(crate) fn is_common(text: &str, own: &[&str]) -> bool {
    let lower = Zeroizing::new(text.to_lowercase());
    let own: Vec<_> = own
        .iter()
        .map(|word| letters(word.to_lowercase().chars()))
        .filter(|word| word.chars().count() >= SHORTEST_OWN)
        .collect();
    rests(&lower).iter().any(|rest| {
        let word = once(rest);
        is_one_letter(word) || WORDS.contains(word) || own.iter().any(|own| own.as_str() == word || own == rest)
    })
}

/// What may be the word in a password: signs read as the letters that they stand for, or left out. Digits and signs
/// behind the word (or on both sides of it) are cut before they are read as letters: the year in `Summer2026`.
fn rests(lower: &str) -> Vec<Zeroizing<String>> {
    let is_no_letter = |c: char| !c.is_alphabetic();
    let mut rests = vec![letters(lower.chars())];
    for part in [lower, lower.trim_end_matches(is_no_letter), lower.trim_matches(is_no_letter)] {
        for one in ['i', 'l'] {
            rests.push(letters(part.chars().map(|c| plain(c, one))));
        }
    }
    rests
}

/// The letter that a sign stands for; `one` is what `1` and `|` are.
pub(crate) const fn plain(c: char, one: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '3' => 'e',
        '1' | '|' => one,
        '!' => 'i',
        '$' | '5' => 's',
        '7' | '+' => 't',
        _ => c,
    }
}

fn letters(text: impl Iterator<Item = char>) -> Zeroizing<String> {
    Zeroizing::new(text.filter(|c| c.is_alphabetic()).collect())
}

/// `passpass` is `pass`.
fn once(rest: &str) -> &str {
    (1..=rest.len() / 2)
        .filter(|size| rest.len().is_multiple_of(*size))
        .filter_map(|size| rest.get(..size))
        .find(|part| part.repeat(rest.len() / part.len()) == rest)
        .unwrap_or(rest)
}

/// One letter, or none at all.
fn is_one_letter(word: &str) -> bool {
    word.chars().count() <= 1
}
