//! Making a status list (LIC-20): which place a key file gets, and what stands at places that no file has.
//!
//! Without decoys, the number of set statuses would tell how many licenses a vendor has blocked, and the length how many
//! were sold. So a list has a fixed number of places, and a part of the free ones turns from valid to another status
//! in the course of the time that the list is published, as real ones do. A decoy never turns back, and which ones turn,
//! and when, follows from a secret: two lists of a day do not show by a difference which places are decoys.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};

use crate::status_list::{Status, StatusError, Statuses};

const CONTEXT: &[u8] = b"gatehouse-status-decoy-1\0";
/// How often a random place is drawn before the free ones are counted.
const DRAWS: u32 = 64;
/// Of a thousand decoys that turn, how many are revoked and how many suspended; the rest is in grace.
const REVOKED: u16 = 850;
const SUSPENDED: u16 = 100;

/// Decoys of one list.
#[derive(Clone, Debug)]
pub struct Decoys {
    /// The secret of this list: 32 random bytes that never leave the portal.
    pub secret: [u8; 32],
    /// How many of a thousand free places turn in the course of the list's time.
    pub per_mille: u16,
    /// When the list is first published, unix seconds.
    pub opens: i64,
    /// When its last key file has ended, unix seconds.
    pub closes: i64,
}

impl Decoys {
    /// What a free place shows at a moment (unix seconds).
    #[must_use]
    pub fn status(&self, place: u32, now: i64) -> Status {
        let hash =
            Sha256::new().chain_update(CONTEXT).chain_update(self.secret).chain_update(place.to_be_bytes()).finalize();
        let part = |at: usize| u16::from_be_bytes([hash[at], hash[at + 1]]) % 1_000;
        if part(0) >= self.per_mille {
            return Status::Valid;
        }
        let span = u64::try_from(self.closes.saturating_sub(self.opens)).unwrap_or(0).max(1);
        let drawn: [u8; 8] = hash[8..16].try_into().unwrap_or_default();
        let after = i64::try_from(u64::from_be_bytes(drawn) % span).unwrap_or(i64::MAX);
        if now < self.opens.saturating_add(after) {
            return Status::Valid;
        }
        match part(2) {
            part if part < REVOKED => Status::Revoked,
            part if part < REVOKED + SUSPENDED => Status::Suspended,
            _ => Status::Grace,
        }
    }

    /// A place for a new key file: free, at random, and not a decoy that has turned or will, which would have to turn back.
    /// `draw` gives random numbers. `None` when no such place is left: then the list is full.
    pub fn free_place(&self, places: u32, taken: &BTreeSet<u32>, draw: &mut impl FnMut() -> u64) -> Option<u32> {
        let is_free = |place: &u32| !taken.contains(place) && self.status(*place, i64::MAX) == Status::Valid;
        let drawn = (0..DRAWS).map(|_| random_below(places, draw)).find(is_free);
        drawn.or_else(|| {
            // Nearly full: the free ones are counted, and one of them is taken.
            let free: Vec<u32> = (0..places).filter(is_free).collect();
            let most = u32::try_from(free.len()).ok().filter(|most| *most > 0)?;
            free.get(random_below(most, draw) as usize).copied()
        })
    }

    /// The statuses to sign: those of the files that have a place, and decoys at all others. A file that has ended keeps its
    /// place and its status, so that nothing ever turns back.
    ///
    /// # Errors
    /// [`StatusError::Statuses`] for a place behind the end, and as [`Statuses::new`].
    pub fn fill(&self, places: u32, files: &BTreeMap<u32, Status>, now: i64) -> Result<Statuses, StatusError> {
        let mut statuses = Statuses::new(places)?;
        if files.last_key_value().is_some_and(|(place, _)| *place >= statuses.places()) {
            return Err(StatusError::Statuses);
        }
        let mut files = files.iter().peekable();
        for place in 0..statuses.places() {
            let status = match files.next_if(|(known, _)| **known == place) {
                Some((_, status)) => *status,
                None => self.status(place, now),
            };
            statuses.set(place, status);
        }
        Ok(statuses)
    }
}

/// A number below `most`; 64 random bits leave no bias that anybody could see.
fn random_below(most: u32, draw: &mut impl FnMut() -> u64) -> u32 {
    u32::try_from(draw() % u64::from(most.max(1))).unwrap_or(0)
}
