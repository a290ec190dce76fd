//! Whether two groups of answers can be told apart by what stands in them.
//!
//! An answer is cut into words and signs. What differs among the answers of one group (a token, a nonce, the time, the address that was typed)
//! tells nothing by itself, and only its length is compared; everything else must be the same in both groups, to the byte.

use std::collections::{BTreeMap, BTreeSet};

/// What stands at one place of the answers of a group.
struct Place {
    first: String,
    varies: bool,
    lengths: BTreeSet<usize>,
}

/// The answers of a group, by how many words and signs they have.
#[derive(Default)]
pub struct Answers(BTreeMap<usize, Vec<Place>>);

/// Words with the signs of tokens, paths and percent encoding, and every other sign by itself.
fn parts(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_-+/=%".contains(c);
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, sign) in text.char_indices().filter(|(_, c)| !is_word(*c)) {
        if begin < at {
            parts.push(&text[begin..at]);
        }
        begin = at + sign.len_utf8();
        parts.push(&text[at..begin]);
    }
    if begin < text.len() {
        parts.push(&text[begin..]);
    }
    parts
}

impl Answers {
    /// One more: status line, header lines and body.
    pub fn add(&mut self, answer: &str) {
        let parts = parts(answer);
        let Some(places) = self.0.get_mut(&parts.len()) else {
            let place = |part: &str| Place { first: part.to_owned(), varies: false, lengths: [part.len()].into() };
            self.0.insert(parts.len(), parts.into_iter().map(place).collect());
            return;
        };
        for (place, part) in places.iter_mut().zip(parts) {
            place.varies |= place.first != part;
            place.lengths.insert(part.len());
        }
    }

    /// What tells this group from the other one.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let (own, others): (Vec<_>, Vec<_>) = (self.0.keys().collect(), other.0.keys().collect());
        if own != others {
            return vec![format!("they have {own:?} words and signs, and {others:?}")];
        }
        let pairs = self.0.values().zip(other.0.values());
        pairs.flat_map(|(own, others)| own.iter().zip(others)).filter_map(|(own, other)| own.told_from(other)).collect()
    }
}

impl Place {
    fn told_from(&self, other: &Self) -> Option<String> {
        match (self.varies, other.varies) {
            (false, false) if self.first == other.first => None,
            (true, true) if self.lengths == other.lengths => None,
            (true, true) => Some(format!("lengths of {:?} and {:?}: {}", self.lengths, other.lengths, self.first)),
            _ => Some(format!("{:?} and {:?}", self.first, other.first)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Answers, parts};

    fn answers(texts: &[&str]) -> Answers {
        let mut all = Answers::default();
        texts.iter().for_each(|text| all.add(text));
        all
    }

    #[test]
    fn an_answer_is_cut_into_words_and_signs() {
        assert_eq!(parts("a: b_c=1;\r\n"), ["a", ":", " ", "b_c=1", ";", "\r", "\n"]);
        assert_eq!(parts("é12"), ["é", "12"]);
    }

    #[test]
    fn what_is_random_is_compared_by_its_length_alone() {
        let known = answers(&["nonce abc12; sent", "nonce xyz89; sent"]);
        assert!(known.differences(&answers(&["nonce qqqqq; sent", "nonce wwwww; sent"])).is_empty());
        assert_eq!(known.differences(&answers(&["nonce qqqq; sent", "nonce wwww; sent"])).len(), 1);
    }

    #[test]
    fn everything_else_must_be_the_same() {
        let known = answers(&["nonce abc12; sent", "nonce xyz89; sent"]);
        assert_eq!(known.differences(&answers(&["nonce qqqqq; Sent", "nonce wwwww; Sent"])).len(), 1);
        assert_eq!(known.differences(&answers(&["nonce qqqqq; sent.", "nonce wwwww; sent."])).len(), 1);
        assert_eq!(known.differences(&answers(&["nonce qqqqq; sent", "nonce qqqqq; sent"])).len(), 1);
    }
}
