//! What a device knows of its key files: `keys.json` beside the lease, and the marks of the clock in a second place.

use std::collections::BTreeMap;

use gatehouse_formats::{Serial, SigningKey, Status};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Error;
use crate::key_clock::KeyClock;
use crate::session::{Session, random};
use crate::state::Guard;

/// Of this many key files that are no longer in use the device knows that it takes them no more.
const MOST_KNOWN: usize = 256;

/// Has no `Debug`, because the key in it is a secret.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Keys {
    /// The key file in use, as it was given.
    pub active: Option<String>,
    /// The one that takes over at its end.
    pub reserve: Option<String>,
    pub clock: KeyClock,
    /// The latest signed moment that was seen in a key file, list or answer.
    pub signed: i64,
    /// The highest number of each status list that was taken.
    pub lists: BTreeMap<String, i64>,
    /// What a list said last of a key file.
    pub listed: BTreeMap<Serial, Listed>,
    /// Files that were replaced or ran out, the oldest first.
    pub replaced: Vec<Serial>,
    /// Files that were given up, the oldest first.
    pub returned: Vec<Serial>,
    /// The last receipt, so that a lost one is written again.
    pub receipt: Option<String>,
    /// The seed of the device's own key, in hexadecimal.
    pub device_key: Option<Zeroizing<String>>,
    /// The request that waits for an answer.
    pub pending: Option<Pending>,
    /// Issuing keys that a root key took back, as it was given.
    pub revoked_keys: Option<String>,
}

/// What a list said of a key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub status: Status,
    /// When the list was signed that said so first, unix seconds.
    pub since: i64,
    /// When to ask for a newer list.
    pub ask_after: i64,
}

/// A request that was made and not yet answered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Pending {
    pub nonce: String,
    pub sha256: String,
    /// The latest believed moment when it was made: an answer that comes much later is not taken.
    pub mark: i64,
}

impl Keys {
    pub(crate) fn retire(&mut self, serial: Serial) {
        note(&mut self.replaced, serial);
    }

    pub(crate) fn give_up(&mut self, serial: Serial) {
        note(&mut self.returned, serial);
    }

    /// The device's own key, made when it is first needed.
    pub(crate) fn device_key(&mut self) -> Result<SigningKey, Error> {
        if let Some(key) = self.known_device_key() {
            return Ok(key);
        }
        let seed = Zeroizing::new(random::<32>()?);
        self.device_key = Some(Zeroizing::new(hex::encode(*seed)));
        Ok(SigningKey::from_seed(&seed))
    }

    pub(crate) fn known_device_key(&self) -> Option<SigningKey> {
        let mut seed = Zeroizing::new([0; 32]);
        let text = self.device_key.as_ref()?;
        hex::decode_to_slice(text.as_str(), &mut *seed).ok()?;
        Some(SigningKey::from_seed(&seed))
    }
}

fn note(list: &mut Vec<Serial>, serial: Serial) {
    list.retain(|known| *known != serial);
    if list.len() == MOST_KNOWN {
        list.remove(0);
    }
    list.push(serial);
}

impl Session {
    /// What is known; nothing at all on a device that never had a key file.
    pub(crate) fn load_keys(&self) -> Result<Keys, Error> {
        let mut keys: Keys = self.setup.store.load_keys()?.unwrap_or_default();
        // A second copy that is missing or damaged says nothing.
        let second: Option<KeyClock> = self.setup.clock_mark.load();
        if let Some(second) = second {
            keys.clock = keys.clock.with(second);
        }
        Ok(keys)
    }

    pub(crate) fn save_keys(&self, guard: &Guard, keys: &Keys) -> Result<(), Error> {
        self.setup.store.save_keys(guard, keys)?;
        // Without the second copy the first one stands alone, which stops nobody.
        self.setup.clock_mark.save(&keys.clock);
        Ok(())
    }
}
