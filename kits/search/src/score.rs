//! One order for both engines: BM25 over the candidates, with titles counting more.

use crate::query::Way;

/// BM25: how soon further occurrences stop counting, and how much long texts are held back.
const K: f64 = 1.2;
const B: f64 = 0.75;
/// What an occurrence in the title counts, and a word that only begins so.
const IN_TITLE: f64 = 8.0;
const BEGINNING: f64 = 0.5;
/// The pieces stand behind one another in the title.
const TITLE_PHRASE: f64 = 1.5;

/// A text to be judged, in hashed words.
pub(crate) struct Candidate<'a> {
    title: Vec<&'a str>,
    words: Vec<&'a str>,
    heads: Vec<&'a str>,
}

/// How a candidate fits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scored {
    pub(crate) score: f64,
    pub(crate) share: f64,
}

impl<'a> Candidate<'a> {
    pub(crate) fn of(title: &'a str, words: &'a str, heads: &'a str) -> Self {
        let cut = |text: &'a str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>();
        Self { title: cut(title), words: cut(words), heads: cut(heads) }
    }

    /// How often a piece occurs, by its weight.
    fn count(&self, ways: &[Way]) -> f64 {
        ways.iter().map(|way| self.count_of(way)).fold(0.0, f64::max)
    }

    fn count_of(&self, way: &[String]) -> f64 {
        let whole = IN_TITLE * occurrences(&self.title, way) + occurrences(&self.words, way);
        let begins = matches!(way, [word] if self.heads.contains(&word.as_str()));
        if whole == 0.0 && begins { BEGINNING } else { whole }
    }

    fn length(&self) -> f64 {
        as_f64(self.title.len() + self.words.len())
    }

    /// Whether the pieces stand in the title one behind the other.
    fn has_phrase_in_title(&self, pieces: &[Vec<Way>]) -> bool {
        let phrase: Vec<String> = pieces.iter().filter_map(|ways| ways.first()).flatten().cloned().collect();
        pieces.len() > 1 && occurrences(&self.title, &phrase) > 0.0
    }
}

fn occurrences(words: &[&str], way: &[String]) -> f64 {
    if way.is_empty() {
        return 0.0;
    }
    as_f64(words.windows(way.len()).filter(|window| window.iter().zip(way).all(|(a, b)| *a == b.as_str())).count())
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Judges the candidates, in their order.
pub(crate) fn score(candidates: &[Candidate<'_>], pieces: &[Vec<Way>]) -> Vec<Scored> {
    let all = as_f64(candidates.len());
    let average = (candidates.iter().map(Candidate::length).sum::<f64>() / all.max(1.0)).max(1.0);
    let counts: Vec<Vec<f64>> = candidates.iter().map(|c| pieces.iter().map(|ways| c.count(ways)).collect()).collect();
    let rarity: Vec<f64> = (0..pieces.len())
        .map(|piece| {
            let with = as_f64(counts.iter().filter(|of| of[piece] > 0.0).count());
            ((all - with + 0.5) / (with + 0.5)).ln_1p()
        })
        .collect();
    let weight: f64 = rarity.iter().sum();
    let judge = |(candidate, counts): (&Candidate<'_>, &Vec<f64>)| {
        let held_back = K * (1.0 - B + B * candidate.length() / average);
        let of_piece = |(count, rarity): (&f64, &f64)| rarity * count * (K + 1.0) / (count + held_back);
        let sum: f64 = counts.iter().zip(&rarity).map(of_piece).sum();
        let has: f64 = counts.iter().zip(&rarity).filter(|(count, _)| **count > 0.0).map(|(_, rarity)| rarity).sum();
        let phrase = if candidate.has_phrase_in_title(pieces) { TITLE_PHRASE } else { 1.0 };
        Scored { score: sum * phrase, share: if weight > 0.0 { has / weight } else { 0.0 } }
    };
    candidates.iter().zip(&counts).map(judge).collect()
}

#[cfg(test)]
mod tests {
    use super::{Candidate, score};
    use crate::query::Way;

    fn pieces(words: &[&str]) -> Vec<Vec<Way>> {
        words.iter().map(|word| vec![vec![(*word).to_owned()]]).collect()
    }

    fn order(candidates: &[Candidate<'_>], words: &[&str]) -> Vec<usize> {
        let scored = score(candidates, &pieces(words));
        let mut places: Vec<usize> = (0..candidates.len()).collect();
        places.sort_by(|a, b| scored[*b].score.total_cmp(&scored[*a].score));
        places
    }

    /// SUP-18
    #[test]
    fn rare_words_and_titles_come_first() {
        let texts = [
            Candidate::of("x y", "common common common", ""),
            Candidate::of("x y", "common rare", ""),
            Candidate::of("rare x", "common", ""),
            Candidate::of("x y", "common y", ""),
        ];
        assert_eq!(order(&texts, &["common", "rare"])[..2], [2, 1]);
    }

    /// SUP-18
    #[test]
    fn a_phrase_in_the_title_wins_and_a_beginning_counts_less() {
        let texts = [Candidate::of("b a", "x", ""), Candidate::of("a b", "x", ""), Candidate::of("c d", "x", "a b")];
        assert_eq!(order(&texts, &["a", "b"]), [1, 0, 2]);
        assert_eq!(score(&texts, &pieces(&["a", "b"]))[2].share, 1.0);
        assert!(score(&[], &pieces(&["a"])).is_empty());
    }
}
