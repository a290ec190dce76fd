//! Words that name one thing, in all languages: one of them finds the others.

use crate::stem::stem;
use crate::words::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One thing a line. Single words only.
const LINES: &str = include_str!("synonyms.txt");

static GROUPS: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| groups(LINES));

fn groups(lines: &str) -> HashMap<String, Vec<String>> {
    let mut all = HashMap::<String, Vec<String>>::new();
    for line in lines.lines().filter(|line| !line.starts_with('#')) {
        let stems: Vec<String> = line.split_whitespace().map(|word| stem(&folded(word)).text).collect();
        for one in &stems {
            let others = all.entry(one.clone()).or_default();
            others.extend(stems.iter().filter(|other| *other != one).cloned());
        }
    }
    for others in all.values_mut() {
        others.sort();
        others.dedup();
    }
    all
}

/// The stems of the other words for what this stem says. A Japanese run has none: its words are not told apart.
pub(crate) fn others(stem: &str) -> &'static [String] {
    GROUPS.get(stem).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{groups, others};

    /// SUP-18
    #[test]
    fn one_word_leads_to_the_others() {
        assert!(others("айфон").contains(&"iphon".to_owned()), "{:?}", others("айфон"));
        assert!(others("lantern").is_empty());
        // A genitive that the stemmer leaves apart from its word.
        let stemmed = |word| crate::stem::stem(word).text;
        assert!(others(&stemmed("писем")).contains(&stemmed("письма")), "{:?}", others(&stemmed("писем")));
        assert!(others(&stemmed("отписаться")).contains(&stemmed("отписки")));
        let two = groups("# no word\none two\ntwo three\n");
        assert_eq!(two["two"], ["one", "three"]);
        assert!(!two.contains_key("no"));
    }
}
