//! Searches without a result, counted in the memory of a node: looking writes nothing. Once a minute, and when the program stops, they are written down
//! (`actions::write_missed`).

use gatehouse_core::Lang;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Words of each language that wait to be written down, at the most.
const MOST_WORDS: usize = 500;
/// Visitors with words that are told apart in a day; beyond, nothing more is counted on that day.
const MOST_COUNTED: usize = 20_000;

/// The tag of a language, and words ([`super::missed::kept`]).
pub type Sought = (&'static str, String);

/// What this node has counted. Lies in the services.
#[derive(Debug, Default)]
pub struct MissedCount(Mutex<Counting>);

#[derive(Debug, Default)]
struct Counting {
    day: i64,
    /// Who was counted today and with which words, as parts of keyed hashes.
    counted: HashSet<u64>,
    waiting: BTreeMap<Sought, i64>,
}

impl MissedCount {
    /// Counts words; `who`: a keyed hash of the visitor, the words and the day, by which each counts once.
    pub fn count(&self, day: i64, who: &[u8; 32], lang: Lang, words: String) {
        let mut counting = self.held();
        if counting.day != day {
            counting.day = day;
            counting.counted.clear();
        }
        let key = (lang.tag(), words);
        let is_full = counting.waiting.len() >= MOST_WORDS && !counting.waiting.contains_key(&key);
        let who = who.iter().take(8).fold(0_u64, |whole, byte| (whole << 8) | u64::from(*byte));
        if is_full || counting.counted.len() >= MOST_COUNTED || !counting.counted.insert(who) {
            return;
        }
        *counting.waiting.entry(key).or_default() += 1;
    }

    /// Takes what waits.
    pub fn take(&self) -> BTreeMap<Sought, i64> {
        std::mem::take(&mut self.held().waiting)
    }

    /// Puts back what could not be written down.
    pub fn put_back(&self, taken: BTreeMap<Sought, i64>) {
        let mut counting = self.held();
        for (key, times) in taken {
            *counting.waiting.entry(key).or_default() += times;
        }
    }

    fn held(&self) -> MutexGuard<'_, Counting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_WORDS, MissedCount};
    use gatehouse_core::Lang;

    /// ALL-10
    #[test]
    fn a_visitor_counts_once_a_day_and_memory_has_an_end() {
        let count = MissedCount::default();
        for who in [[1; 32], [1; 32], [2; 32]] {
            count.count(1, &who, Lang::En, "dark mode".to_owned());
        }
        count.count(2, &[1; 32], Lang::En, "dark mode".to_owned());
        let taken = count.take();
        assert_eq!(taken.get(&("en", "dark mode".to_owned())), Some(&3));
        count.put_back(taken);
        for number in 0..2 * MOST_WORDS {
            let mut who = [0; 32];
            who[..8].copy_from_slice(&(1_000 + number as u64).to_be_bytes());
            count.count(2, &who, Lang::Ja, format!("語{number}"));
        }
        assert_eq!(count.take().len(), MOST_WORDS);
        assert!(count.take().is_empty());
    }
}
