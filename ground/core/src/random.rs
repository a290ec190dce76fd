//! Randomness and ids, from one source that is handed down.

use crate::Moment;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Where random bytes come from. Always a cryptographic source: tokens and codes are made with it.
pub trait Random: Send + Sync {
    /// Fills `bytes`. A source that cannot is a broken machine, and the process stops.
    fn fill(&self, bytes: &mut [u8]);

    /// A UUID v7 (RFC 9562 §5.7): sorts by the moment, 74 random bits behind it. Never a credential.
    fn id(&self, now: Moment) -> Uuid {
        let mut tail = [0u8; 10];
        self.fill(&mut tail);
        let millis = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }

    /// 256 random bits.
    fn token(&self) -> [u8; 32] {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        bytes
    }

    /// A number in `0..below` without bias worth speaking of (64 bits reduced); 0 when `below` is 0.
    fn below(&self, below: u64) -> u64 {
        let mut bytes = [0u8; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes).checked_rem(below).unwrap_or(0)
    }
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask the system for randomness")]
    #[expect(clippy::panic, reason = "without randomness no secret can be made: stopping is the only safe answer")]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

/// Makes the ids of one process in order: within a millisecond each is greater than the one before, by a random step
/// (RFC 9562 §6.2, method 2). So lines and mails of one moment are read in the order in which they were written.
#[derive(Debug, Default)]
pub struct Ids {
    last: Mutex<Last>,
}

#[derive(Debug, Default)]
struct Last {
    millis: u64,
    tail: u128,
}

/// The version's and variant's bits stand above these; the top one stays free for the steps.
const COUNTED_BITS: u128 = (1 << 61) - 1;
/// Bits 64 to 75, in front of them.
const RANDOM_BITS: u128 = 0xfff << 64;

impl Ids {
    /// A UUID v7 as [`Random::id`] makes it, behind the last one of its millisecond. Never a credential.
    pub fn next(&self, random: &dyn Random, now: Moment) -> Uuid {
        let mut fresh = [0u8; 16];
        random.fill(&mut fresh);
        let fresh = u128::from_be_bytes(fresh);
        let millis = u64::try_from(now.0.div_euclid(1000)).unwrap_or(0);
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.tail = if last.millis == millis {
            // At most 2^32, so that half a billion fit into a millisecond.
            last.tail.wrapping_add(1 + (fresh & 0xffff_ffff))
        } else {
            fresh & (RANDOM_BITS | COUNTED_BITS)
        };
        last.millis = millis;
        let mut tail = [0u8; 10];
        tail.copy_from_slice(&last.tail.to_be_bytes()[6..]);
        uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, SystemRandom};
    use crate::Moment;

    #[test]
    fn ids_of_one_moment_are_in_the_order_in_which_they_were_made() {
        for start in 0..50 {
            let (ids, now) = (Ids::default(), Moment(1_800_000_000_000_000 + start));
            let mut made: Vec<_> = (0..500).map(|_| ids.next(&SystemRandom, now)).collect();
            made.push(ids.next(&SystemRandom, Moment(now.0 + 1_000)));
            assert!(made.is_sorted_by(|one, next| one < next), "{made:?}");
            assert!(made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        }
    }

    #[test]
    fn two_processes_make_no_id_twice_in_one_moment() {
        let (one, other, now) = (Ids::default(), Ids::default(), Moment(1_800_000_000_000_000));
        let made: std::collections::HashSet<_> =
            (0..1_000).flat_map(|_| [one.next(&SystemRandom, now), other.next(&SystemRandom, now)]).collect();
        assert_eq!(made.len(), 2_000);
    }
}
