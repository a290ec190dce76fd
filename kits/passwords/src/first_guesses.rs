//! What attackers try first (ASVS 6.2.4): a leaked password or common word with a capital, letters written as signs, and a few digits
//! and signs behind or before it. The rules are undone, and what is left is looked up in the lists of the estimate (zxcvbn): 30,000 leaked passwords,
//! words of English and of films, names.
//!
//! Limits: a word that these lists lack, two words joined, and a word with something in its middle are left to the estimate.

use crate::common::plain;
use zeroize::Zeroizing;
use zxcvbn::matching::patterns::{DictionaryPattern, MatchPattern};
use zxcvbn::zxcvbn;

/// So many digits and signs are taken off a side at the most: what is longer makes a password that no rule finds.
const DRESS: usize = 6;
/// Shorter words are in too many good passwords by chance; the shipped list has those that are known.
const SHORTEST: usize = 4;
/// Longer texts are no entry of the lists.
const LONGEST: usize = 16;
/// Kinds of signs in the place of letters; with more of them the look-up takes long.
const SIGNS: usize = 5;
/// All leaked passwords of the list.
const LEAKED: usize = 30_000;
/// A pattern that is guessed as soon as those.
const PATTERNS: u64 = 30_000;
/// Of the other lists the first ones: a leaked password that is commoner as a word or name is found there.
const COMMON: usize = 5_000;

/// Whether a password in small letters is one of them.
pub(crate) fn is_first_guess(lower: &str) -> bool {
    let is_no_letter = |c: char| !c.is_alphabetic();
    let bare = lower.trim_start_matches(is_no_letter);
    let is_dressed_before = bare.len() < lower.len() && lower.chars().count() - bare.chars().count() <= DRESS;
    stems(lower).any(is_listed) || is_dressed_before && stems(bare).any(is_listed)
}

/// A text without the last digits and signs, from the most of them to none.
fn stems(text: &str) -> impl Iterator<Item = &str> {
    let dress = text.chars().rev().take_while(|c| !c.is_alphabetic()).take(DRESS).count();
    (0..=dress).rev().filter_map(move |cut| {
        let end = text.char_indices().rev().take(cut).last().map_or(text.len(), |(at, _)| at);
        text.get(..end)
    })
}

fn is_listed(stem: &str) -> bool {
    let length = stem.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) || !stem.chars().any(char::is_alphabetic) {
        return false;
    }
    let mut signs: Vec<char> = stem.chars().filter(|c| !c.is_alphabetic()).collect();
    signs.sort_unstable();
    signs.dedup();
    if signs.len() > SIGNS {
        return false;
    }
    let read = |one| Zeroizing::new(stem.chars().map(|c| plain(c, one)).collect::<String>());
    is_entry(stem) || !signs.is_empty() && (is_entry(&read('i')) || is_entry(&read('l')))
}

/// Whether the whole text is one entry of a list, or one pattern of a keyboard or alphabet that is guessed as soon.
fn is_entry(text: &str) -> bool {
    let estimate = zxcvbn(text, &[]);
    let [whole] = estimate.sequence() else { return false };
    match &whole.pattern {
        MatchPattern::BruteForce => false,
        MatchPattern::Dictionary(found) => {
            // The names of the lists are not public; a new pattern has that of the leaked passwords.
            let is_leaked = found.dictionary_name == DictionaryPattern::default().dictionary_name;
            found.rank <= if is_leaked { LEAKED } else { COMMON }
        }
        _ => estimate.guesses() <= PATTERNS,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_entry, stems};

    /// ACC-5
    #[test]
    fn digits_and_signs_come_off_one_by_one_from_the_end() {
        let all = |text| stems(text).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(all("bond007!"), ["bond", "bond0", "bond00", "bond007", "bond007!"]);
        assert_eq!(all("cookie"), ["cookie"]);
        assert_eq!(all("桜12345678"), ["桜12", "桜123", "桜1234", "桜12345", "桜123456", "桜1234567", "桜12345678"]);
    }

    /// ACC-5
    #[test]
    fn the_lists_of_the_estimate_are_read_to_their_ends() {
        for entry in ["cookie", "wibble", "ghjcnjnfr", "thx1138", "norwest", "lbvekmrf", "potapov"] {
            assert!(is_entry(entry), "{entry}");
        }
        for none in ["zarkovian", "moldwarp", "rk7%wzq4", "quietharbor"] {
            assert!(!is_entry(none), "{none}");
        }
    }
}
