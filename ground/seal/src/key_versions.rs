//! Keys of one sort by version: one is used, the others open what was made before, or wait.

use gatehouse_core::{Fault, Random};
use zeroize::Zeroizing;

pub(crate) type MasterKey = Zeroizing<[u8; 32]>;

/// The master keys by version: the current one wraps.
pub(crate) type Masters = KeyVersions;
/// The peppers by version: the current one makes, every known one is accepted.
pub(crate) type Peppers = KeyVersions;

/// Keys of one sort by version.
pub(crate) struct KeyVersions {
    keys: Vec<(i64, MasterKey)>,
    current: i64,
    /// The current version's key: there always is one.
    used: MasterKey,
}

impl KeyVersions {
    pub(crate) fn only(version: i64, key: MasterKey) -> Self {
        Self { keys: vec![(version, key.clone())], current: version, used: key }
    }

    /// The version that wraps new subject keys.
    pub(crate) const fn current(&self) -> i64 {
        self.current
    }

    pub(crate) fn get(&self, version: i64) -> Option<MasterKey> {
        self.keys.iter().find(|(known, _)| *known == version).map(|(_, key)| key.clone())
    }

    /// The key that is used now.
    pub(crate) const fn used(&self) -> &MasterKey {
        &self.used
    }

    /// For reading a file; who reads refuses one that ends without a key in use.
    pub(crate) fn none() -> Self {
        Self { keys: Vec::new(), current: 0, used: MasterKey::default() }
    }

    fn use_newer(&mut self, version: i64, key: &MasterKey) {
        if version > self.current {
            self.current = version;
            self.used = key.clone();
        }
    }

    /// Every version that is known, the newest first; one that waits is accepted too.
    pub(crate) fn newest_first(&self) -> Vec<(i64, MasterKey)> {
        let mut all = self.keys.clone();
        all.sort_unstable_by_key(|(version, _)| std::cmp::Reverse(*version));
        all
    }

    /// Whether the other is the same installation's: they know a version in common, and agree on all that both know.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let mut common =
            self.keys.iter().filter_map(|(version, key)| other.get(*version).map(|found| found[..] == key[..]));
        common.next() == Some(true) && common.all(|same| same)
    }

    pub(crate) fn highest(&self) -> i64 {
        self.keys.iter().map(|(version, _)| *version).max().unwrap_or(0)
    }

    /// Puts one in as a line of the file has it: `next…` waits.
    pub(crate) fn put(&mut self, kind: &str, version: i64, key: MasterKey, line: usize) -> Result<(), Fault> {
        if version < 1 || self.get(version).is_some() {
            return Err(Fault::new(format!(
                "key file, line {}: version {version} is there twice, or is none",
                line + 1
            )));
        }
        if !kind.starts_with("next") {
            self.use_newer(version, &key);
        }
        self.keys.push((version, key));
        Ok(())
    }

    /// For keys without a file: one that waits, unless one does already; returns its version.
    pub(crate) fn add_waiting(&mut self, random: &dyn Random) -> i64 {
        let highest = self.highest();
        if highest > self.current {
            return highest;
        }
        self.keys.push((highest + 1, Zeroizing::new(random.token())));
        highest + 1
    }

    /// For keys without a file: uses one that waits.
    pub(crate) fn use_waiting(&mut self, version: i64) {
        if let Some(key) = self.get(version) {
            self.use_newer(version, &key);
        }
    }

    /// Takes over what is not known yet.
    pub(crate) fn add(&mut self, newer: Self) {
        self.use_newer(newer.current, &newer.used);
        for (version, key) in newer.keys {
            if self.get(version).is_none() {
                self.keys.push((version, key));
            }
        }
    }
}
