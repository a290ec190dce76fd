//! From a text to its words.

use crate::japanese::{Script, pairs};
use crate::stem::{Stem, stem};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A stretch of a text without anything between its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Letters and digits.
    Word(String),
    /// Japanese signs.
    Japanese(String),
}

/// The words of a text, for the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In the order of the text.
    pub words: Vec<String>,
    /// How words begin, each once.
    pub heads: BTreeSet<String>,
}

/// What is compared: NFKC in small letters, ё as е, Latin letters without accents.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase).nfkc() {
        match c {
            'ё' => out.push('е'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            c if c.is_ascii() => out.push(c),
            c if is_combining_mark(c) => {}
            c => {
                let mut parts = std::iter::once(c).nfd();
                match parts.next() {
                    Some(base) if base.is_ascii_alphabetic() => out.push(base),
                    _ => out.push(c),
                }
            }
        }
    }
    out.replace("e-mail", "email")
}

/// The runs of a folded text.
pub(crate) fn runs(folded: &str) -> Vec<Run> {
    let mut all = Vec::new();
    let mut word = String::new();
    let mut japanese = String::new();
    for c in folded.chars().chain([' ']) {
        let is_japanese = Script::of(c).is_some();
        let is_word = !is_japanese && c.is_alphanumeric();
        if !is_japanese && !japanese.is_empty() {
            all.push(Run::Japanese(std::mem::take(&mut japanese)));
        }
        // An apostrophe stands inside a word: don't.
        let goes_on = is_word || (matches!(c, '\'' | '\u{2019}') && !word.is_empty());
        if !goes_on && !word.is_empty() {
            all.push(Run::Word(std::mem::take(&mut word)));
        }
        if is_japanese {
            japanese.push(c);
        } else if is_word {
            word.push(c);
        }
    }
    all
}

/// The words of a text, `most` of them.
#[must_use]
pub fn words(text: &str, most: usize) -> Words {
    let mut found = Words::default();
    for run in runs(&folded(text)) {
        if found.words.len() >= most {
            break;
        }
        match run {
            Run::Word(word) => add(&mut found, &stem(&word)),
            Run::Japanese(run) => {
                found.words.extend(pairs(&run));
                found.heads.extend(run.chars().filter(|c| Script::of(*c) == Some(Script::Han)).map(String::from));
            }
        }
    }
    found.words.truncate(most);
    found
}

fn add(found: &mut Words, stem: &Stem) {
    for head in stem.heads() {
        if !found.heads.contains(head) {
            found.heads.insert(head.to_owned());
        }
    }
    found.words.push(stem.text.clone());
}

#[cfg(test)]
mod tests {
    use super::{Run, folded, runs, words};
    use proptest::prelude::*;

    /// SUP-17
    #[test]
    fn what_is_written_differently_is_the_same() {
        assert_eq!(folded("Ｍüller ＡＢＣ"), "muller abc");
        assert_eq!(folded("Ещё йод"), "еще йод");
        assert_eq!(folded("ﾗｲｾﾝｽ"), "ライセンス");
        assert_eq!(folded("E-Mail"), "email");
        assert_eq!(folded("straße"), "strasse");
        assert_eq!(folded("ガ"), folded("カ\u{3099}"));
    }

    /// SUP-17
    #[test]
    fn a_text_is_cut_into_runs() {
        let word = |text: &str| Run::Word(text.to_owned());
        let japanese = |text: &str| Run::Japanese(text.to_owned());
        assert_eq!(runs("error 0x80, don't"), [word("error"), word("0x80"), word("dont")]);
        assert_eq!(runs("ssoの設定"), [word("sso"), japanese("の設定")]);
        assert_eq!(runs(" --- "), []);
    }

    /// SUP-17
    #[test]
    fn words_have_their_beginnings_once() {
        let found = words("Installation, installations; 認証", 10);
        assert_eq!(found.words, ["instal", "instal", "認証"]);
        assert_eq!(found.heads.into_iter().collect::<Vec<_>>(), ["inst", "insta", "証", "認"]);
    }

    proptest! {
        /// SUP-17
        #[test]
        fn any_text_has_words_in_bounds(text in "\\PC{0,200}", most in 0_usize..40) {
            let found = words(&text, most);
            prop_assert!(found.words.len() <= most);
            prop_assert!(found.words.iter().all(|word| !word.is_empty() && word.chars().count() <= 40));
        }
    }
}
