//! What somebody typed, as pieces that are sought.

use crate::japanese::{Piece as Cut, Script, pairs, pieces};
use crate::key::{Hasher, Sort};
use crate::stem::{Stem, stem};
use crate::stop::is_stop_word;
use crate::synonyms::others;
use crate::words::{Run, folded, runs};

/// Characters that are looked at.
const MOST_CHARACTERS: usize = 200;
/// Pieces that are sought; the others are left out.
const MOST_PIECES: usize = 12;

/// One of the ways to say a piece: a word, or words behind one another.
pub(crate) type Way = Vec<String>;

/// What was typed. It has no pieces where nothing of it can be sought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Each with the ways to say it.
    pieces: Vec<Vec<Way>>,
}

impl Query {
    /// Reads what was typed, 200 characters of it.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self::read(text, false)
    }

    /// The same, where other words for a thing will do, those of other languages too: for suggestions.
    #[must_use]
    pub fn widened(text: &str) -> Self {
        Self::read(text, true)
    }

    fn read(text: &str, is_wide: bool) -> Self {
        let text: String = text.chars().take(MOST_CHARACTERS).collect();
        let runs = runs(&folded(&text));
        let strict = of_runs(&runs, true, is_wide);
        let mut pieces = if strict.is_empty() { of_runs(&runs, false, is_wide) } else { strict };
        // A piece that is there twice is sought once.
        let mut at = 0;
        while at < pieces.len() {
            if pieces[..at].contains(&pieces[at]) {
                pieces.remove(at);
            } else {
                at += 1;
            }
        }
        pieces.truncate(MOST_PIECES);
        Self { pieces }
    }

    /// Whether nothing can be sought by it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// How many words or runs of signs it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The pieces as they are stored.
    pub(crate) fn hashed(&self, hasher: &mut Hasher) -> Vec<Vec<Way>> {
        let mut all = self.pieces.clone();
        for word in all.iter_mut().flatten().flatten() {
            *word = hasher.hashed(Sort::Word, word);
        }
        all
    }
}

/// `is_strict`: without words that say nothing; `is_wide`: with synonyms.
fn of_runs(runs: &[Run], is_strict: bool, is_wide: bool) -> Vec<Vec<Way>> {
    let mut all = Vec::new();
    for run in runs {
        match run {
            Run::Word(word) if is_strict && is_stop_word(word) => {}
            Run::Word(word) => all.push(of_stem(&stem(word), is_wide)),
            Run::Japanese(run) => {
                let cut = pieces(run);
                let kept = cut.iter().filter(|piece| !is_strict || says_something(piece));
                all.extend(kept.map(|piece| vec![pairs(&piece.text)]));
            }
        }
    }
    all
}

/// Endings and particles are Hiragana; a word in it has three signs at least.
fn says_something(piece: &Cut) -> bool {
    match piece.script {
        Script::Han => true,
        Script::Katakana => piece.text.chars().nth(1).is_some(),
        Script::Hiragana => false,
    }
}

fn of_stem(stem: &Stem, is_wide: bool) -> Vec<Way> {
    let mut ways = vec![vec![stem.text.clone()]];
    if !is_wide {
        return ways;
    }
    ways.extend(others(&stem.text).iter().map(|other| vec![other.clone()]));
    ways
}

#[cfg(test)]
mod tests {
    use super::Query;
    use proptest::prelude::*;

    fn first_ways(text: &str) -> Vec<String> {
        Query::parse(text).pieces.iter().map(|ways| ways[0].join(" ")).collect()
    }

    /// SUP-17
    #[test]
    fn words_that_say_nothing_are_left_out_unless_there_are_no_others() {
        assert_eq!(first_ways("How do I activate the license?"), ["activ", "licens"]);
        assert_eq!(first_ways("как установить"), ["установ"]);
        assert_eq!(first_ways("why?"), ["whi"]);
        assert!(Query::parse(" -- ").is_empty());
    }

    /// SUP-17
    #[test]
    fn japanese_is_sought_by_what_carries_meaning() {
        assert_eq!(first_ways("ライセンスを追加する"), ["ライ イセ セン ンス", "追加"]);
        assert_eq!(first_ways("問い合わせ"), ["問", "合"]);
        assert_eq!(first_ways("つながらない"), ["つな なが がら らな ない"], "nothing else is there");
    }

    /// SUP-17
    #[test]
    fn a_piece_is_sought_once_and_with_its_synonyms_on_wish() {
        assert_eq!(Query::parse("error errors ERROR").len(), 1);
        assert_eq!(Query::parse("айфон").pieces[0].len(), 1);
        let pieces = Query::widened("айфон").pieces;
        assert!(pieces[0].contains(&vec!["iphon".to_owned()]), "{pieces:?}");
    }

    proptest! {
        /// SUP-17
        #[test]
        fn any_text_is_a_query_in_bounds(text in "\\PC{0,300}") {
            prop_assert!(Query::parse(&text).len() <= super::MOST_PIECES);
        }
    }
}
