//! When devices were last seen (LIC-16): collected in memory, written down in one transaction a minute.

use gatehouse_core::{Moment, Uuid};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

const SHARDS: usize = 16;
/// Devices remembered of one shard between two writings; beyond, later ones wait for their next renewal.
const MOST_OF_A_SHARD: usize = 100_000;

/// The devices seen since the last writing.
#[derive(Debug, Default)]
pub struct LastSeen {
    shards: [Mutex<HashMap<Uuid, Moment>>; SHARDS],
}

impl LastSeen {
    /// Notes that this activation's device asked just now.
    pub fn note(&self, activation: Uuid, at: Moment) {
        let shard = &self.shards[usize::from(activation.as_bytes()[15]) % SHARDS];
        let mut seen = shard.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() < MOST_OF_A_SHARD || seen.contains_key(&activation) {
            seen.insert(activation, at);
        }
    }

    /// Takes everything that was noted.
    pub fn take(&self) -> Vec<(Uuid, Moment)> {
        let mut all = Vec::new();
        for shard in &self.shards {
            all.extend(std::mem::take(&mut *shard.lock().unwrap_or_else(PoisonError::into_inner)));
        }
        all
    }

    /// Puts back what could not be written; what was noted since is newer and stays.
    pub fn put_back(&self, notes: Vec<(Uuid, Moment)>) {
        for (activation, at) in notes {
            let shard = &self.shards[usize::from(activation.as_bytes()[15]) % SHARDS];
            shard.lock().unwrap_or_else(PoisonError::into_inner).entry(activation).or_insert(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LastSeen;
    use gatehouse_core::{Moment, Uuid};

    /// LIC-16
    #[test]
    fn the_newest_moment_of_a_device_wins() {
        let seen = LastSeen::default();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        seen.note(a, Moment(10));
        seen.note(a, Moment(20));
        let taken = seen.take();
        assert_eq!(taken, vec![(a, Moment(20))]);
        seen.note(a, Moment(30));
        seen.put_back(vec![(a, Moment(20)), (b, Moment(5))]);
        let mut again = seen.take();
        again.sort();
        assert_eq!(again, vec![(a, Moment(30)), (b, Moment(5))]);
        assert!(seen.take().is_empty());
    }
}
