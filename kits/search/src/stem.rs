//! From a word to its stem: Snowball for English and Russian.

use rust_stemmers::{Algorithm, Stemmer};

/// Letters of a stem that are stored. What is longer differs in endings only, and would need more beginnings.
pub(crate) const LONGEST: usize = 7;
/// The shortest beginning that finds a word.
pub(crate) const SHORTEST_HEAD: usize = 4;
/// Characters of a word that are looked at; what is longer is no word of a language.
const MOST: usize = 40;

/// Which alphabet a character is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    Latin,
    Cyrillic,
    Digit,
    Other,
}

impl Alphabet {
    pub(crate) fn of(c: char) -> Self {
        match c {
            'a'..='z' => Self::Latin,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            _ if c.is_numeric() => Self::Digit,
            _ => Self::Other,
        }
    }
}

/// A word as it is stored and sought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stem {
    /// At most [`LONGEST`] letters of it, or the whole of a number or a code.
    pub(crate) text: String,
    /// Whether it is a word of a language, which may be found by its beginning.
    pub(crate) is_word: bool,
}

impl Stem {
    /// How it begins, from [`SHORTEST_HEAD`] letters on.
    pub(crate) fn heads(&self) -> impl Iterator<Item = &str> {
        let ends = self.text.char_indices().map(|(at, _)| at).skip(SHORTEST_HEAD);
        ends.take_while(|_| self.is_word).map(|end| &self.text[..end])
    }
}

/// Of a word in small letters without accents.
pub(crate) fn stem(word: &str) -> Stem {
    let word: String = word.chars().take(MOST).collect();
    let all = |alphabet| word.chars().all(|c| Alphabet::of(c) == alphabet);
    let stemmed = if all(Alphabet::Latin) {
        Stemmer::create(Algorithm::English).stem(&word).into_owned()
    } else if all(Alphabet::Cyrillic) {
        russian(&word)
    } else {
        return Stem { text: word, is_word: false };
    };
    Stem { text: stemmed.chars().take(LONGEST).collect(), is_word: true }
}

fn russian(word: &str) -> String {
    // Snowball makes `зап` of запись and `запис` of записи.
    match word.strip_suffix('ь') {
        Some(rest) if rest.ends_with("ис") => rest.to_owned(),
        _ => Stemmer::create(Algorithm::Russian).stem(word).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stem, stem};

    fn same(forms: &[&str]) {
        for form in forms {
            assert_eq!(stem(form), stem(forms[0]), "{form}");
        }
    }

    /// SUP-17
    #[test]
    fn forms_of_a_word_are_one() {
        same(&["license", "licenses", "licensed", "licensing"]);
        same(&["запись", "записи", "записью"]);
        same(&["активация", "активации", "активацию"]);
        same(&["лицензия", "лицензии", "лицензий"]);
    }

    /// SUP-17
    #[test]
    fn numbers_and_codes_stay_whole() {
        assert_eq!(stem("0x80070005"), Stem { text: "0x80070005".to_owned(), is_word: false });
        assert_eq!(stem("kb4012"), Stem { text: "kb4012".to_owned(), is_word: false });
    }

    /// SUP-18
    #[test]
    fn a_word_has_beginnings_and_a_code_has_none() {
        assert_eq!(stem("installation").heads().collect::<Vec<_>>(), ["inst", "insta"]);
        assert_eq!(stem("disk").heads().count(), 0);
        assert_eq!(stem("kb40123").heads().count(), 0);
    }
}
