//! The answers of the current minute: a repeated renewal gets the same bytes and costs no signature.

use gatehouse_core::{Moment, Uuid};
use gatehouse_formats::DeviceFingerprint;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use subtle::ConstantTimeEq;

const SHARDS: usize = 32;
/// Answers of one shard, each about 2 KiB: 2,048 answers and 4 MiB in all.
const MOST_OF_A_SHARD: usize = 64;

/// A finished answer, but for the server's time at its end.
pub struct Prepared {
    /// The first second of its minute.
    pub window: i64,
    /// The token that asked for it.
    pub token: Box<str>,
    /// The device that asked for it.
    pub device: DeviceFingerprint,
    /// The license, for the stop set.
    pub license: Uuid,
    /// As in the token.
    pub as_of: Moment,
    /// `{"lease":"…","renew_token":"…","server_time":`
    pub body: Box<[u8]>,
}

/// The answers by activation.
#[derive(Default)]
pub struct LeaseCache {
    shards: [Mutex<HashMap<Uuid, Arc<Prepared>>>; SHARDS],
}

impl LeaseCache {
    fn shard(&self, activation: Uuid) -> &Mutex<HashMap<Uuid, Arc<Prepared>>> {
        &self.shards[usize::from(activation.as_bytes()[15]) % SHARDS]
    }

    /// The answer of this minute to exactly this request.
    pub fn get(&self, activation: Uuid, window: i64, token: &str, device: &DeviceFingerprint) -> Option<Arc<Prepared>> {
        let found = Arc::clone(self.shard(activation).lock().unwrap_or_else(PoisonError::into_inner).get(&activation)?);
        let same = found.window == window
            && bool::from(found.token.as_bytes().ct_eq(token.as_bytes()))
            && found.device == *device;
        same.then_some(found)
    }

    /// Keeps an answer; a full shard first drops those of other minutes, then keeps nothing new.
    pub fn put(&self, activation: Uuid, prepared: Arc<Prepared>) {
        let mut shard = self.shard(activation).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() >= MOST_OF_A_SHARD && !shard.contains_key(&activation) {
            let window = prepared.window;
            shard.retain(|_, kept| kept.window == window);
            if shard.len() >= MOST_OF_A_SHARD {
                return;
            }
        }
        shard.insert(activation, prepared);
    }

    /// Drops the answers of minutes before this one.
    pub fn drop_before(&self, window: i64) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.retain(|_, kept| kept.window >= window);
            if shard.is_empty() {
                shard.shrink_to_fit();
            }
        }
    }

    /// Forgets every answer: the signing key has changed.
    pub fn clear(&self) {
        self.drop_before(i64::MAX);
    }
}
