//! Keys outside the database: a stolen dump opens nothing (LIC-4, PRI-13).
//!
//! The key file holds versioned master keys and peppers. A master key wraps the random key of each
//! *subject* (an account, an order); contents are sealed under the subject's key and bound to table,
//! column and row. Look-ups go by HMAC-SHA-256 under a pepper. Destroying a subject's key makes what
//! is sealed under it unreadable.

mod peppers;

pub use peppers::Lookups;

use crate::key_file::{self, DroppedLogKey, KeyFile, Kind};
use crate::key_versions::{MasterKey, Masters, Peppers};
use crate::private_file;
use crate::subject_key::{SubjectKey, binding, open, seal};
use gatehouse_core::{Fault, Random, Uuid};
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use zeroize::Zeroizing;

/// Subject keys kept in memory, at the most; beyond that they are unwrapped again.
const CACHED_SUBJECTS: usize = 20_000;

/// The master keys and the peppers of an installation. Clones share them.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    masters: RwLock<Masters>,
    peppers: RwLock<Peppers>,
    sealed: RwLock<BTreeSet<String>>,
    dropped_log_keys: RwLock<Vec<DroppedLogKey>>,
    file: Option<KeyFile>,
    cache: Mutex<HashMap<Uuid, SubjectKey>>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys(version {})", self.current_version())
    }
}

impl Keys {
    /// Reads the key file, or makes it (mode 0600) when it is missing. Of several processes that make it at once one
    /// wins, and all have its keys. A file that others can read is refused.
    pub fn open(path: &Path, random: &dyn Random) -> Result<Self, Fault> {
        if let Some(keys) = Self::read(path)? {
            return Ok(keys);
        }
        private_file::create(path, key_file::fresh(random).as_bytes())?;
        // Not what was just written: another process may have been first.
        Self::read(path)?.ok_or_else(|| Fault::new(format!("{}: was removed as soon as it was made", path.display())))
    }

    /// Reads the key file; `None` when it is missing. A file that others can read is refused.
    pub fn read(path: &Path) -> Result<Option<Self>, Fault> {
        let Some(contents) = key_file::read(path)? else { return Ok(None) };
        Ok(Some(Self(Arc::new(Inner {
            masters: RwLock::new(contents.masters),
            peppers: RwLock::new(contents.peppers),
            sealed: RwLock::new(contents.sealed),
            dropped_log_keys: RwLock::new(contents.dropped_log_keys),
            file: Some(KeyFile::new(path)),
            cache: Mutex::default(),
        }))))
    }

    /// Puts a new master key into the file that is known there, but wraps nothing with it yet: for nodes with copies
    /// of the file, which must have the key before [`Keys::rotate`]. Returns its version, also when it was there.
    pub fn prepare(&self, random: &dyn Random) -> Result<i64, Fault> {
        let version = self.file()?.prepare(Kind::Master, random)?;
        self.read_again();
        Ok(version)
    }

    /// Takes the prepared master key into use, or a new one: new subjects are wrapped with it from now on, and
    /// `gatehouse_context::subject::rewrap` moves the old ones over. Running nodes with the same file read it when they meet the
    /// new version, and within 10 seconds when they wrap. Returns that version.
    pub fn rotate(&self, random: &dyn Random) -> Result<i64, Fault> {
        let version = self.file()?.rotate(Kind::Master, random)?;
        self.read_again();
        if self.current_version() < version {
            return Err(Fault::new("the key file was changed, but its new master key could not be read back"));
        }
        Ok(version)
    }

    fn file(&self) -> Result<&KeyFile, Fault> {
        self.0.file.as_ref().ok_or_else(|| Fault::new("these keys are not stored in a file"))
    }

    /// For tests and benches: keys that are never stored.
    pub fn ephemeral(random: &dyn Random) -> Self {
        Self(Arc::new(Inner {
            masters: RwLock::new(Masters::only(1, Zeroizing::new(random.token()))),
            peppers: RwLock::new(Peppers::only(1, Zeroizing::new(random.token()))),
            sealed: RwLock::default(),
            dropped_log_keys: RwLock::default(),
            file: None,
            cache: Mutex::default(),
        }))
    }

    /// Takes over keys that were put into the file since it was read; forgets none.
    fn read_again(&self) {
        let Some(file) = &self.0.file else { return };
        match file.read() {
            Ok(contents) if self.peppers().agrees_with(&contents.peppers) => {
                self.peppers_mut().add(contents.peppers);
                self.0.masters.write().unwrap_or_else(PoisonError::into_inner).add(contents.masters);
            }
            Ok(_) => tracing::error!("the key file was replaced by another installation's: it is not used"),
            Err(fault) => tracing::error!(%fault, "the key file could not be read again"),
        }
    }

    /// Whether the key file says that this was sealed once and for all in the database that it belongs to.
    pub fn is_recorded_sealed(&self, name: &str) -> bool {
        self.0.sealed.read().unwrap_or_else(PoisonError::into_inner).contains(name)
    }

    /// Records in the key file that this was sealed once and for all; does nothing for keys without a file.
    pub fn record_sealed(&self, name: &str) -> Result<(), Fault> {
        let Some(file) = self.0.file.as_ref().filter(|_| !self.is_recorded_sealed(name)) else { return Ok(()) };
        file.record_sealed(name)?;
        self.0.sealed.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        Ok(())
    }

    fn master(&self, version: i64) -> Option<MasterKey> {
        self.0.masters.read().unwrap_or_else(PoisonError::into_inner).get(version)
    }

    /// The version that new subject keys are wrapped with.
    pub fn current_version(&self) -> i64 {
        self.0.masters.read().unwrap_or_else(PoisonError::into_inner).current()
    }

    /// A new subject key and its wrapped form with the version that wrapped it.
    pub fn make_subject(&self, id: Uuid, random: &dyn Random) -> Result<(SubjectKey, Vec<u8>, i64), Fault> {
        if let Some(file) = &self.0.file {
            // Another process may have rotated the master key, perhaps because the old one leaked.
            file.wrapping.look(|| self.read_again());
        }
        let key = SubjectKey::new(random.token());
        let (version, wrapped) = self.wrap(id, &key, random)?;
        Ok((key, wrapped, version))
    }

    /// A subject's key under the master key that wraps now, with its version.
    pub fn wrap(&self, id: Uuid, key: &SubjectKey, random: &dyn Random) -> Result<(i64, Vec<u8>), Fault> {
        let version = self.current_version();
        let master = self.master(version).ok_or_else(|| Fault::new("no master key"))?;
        let wrapped = seal(&master, &wrap_binding(id, version), key.bytes(), random)?;
        Ok((version, wrapped))
    }

    /// Opens a subject's key that this version of the master key wrapped. For a version that is not known the file is read again.
    pub fn unwrap(&self, id: Uuid, version: i64, wrapped: &[u8]) -> Result<SubjectKey, Fault> {
        let mut master = self.master(version);
        if master.is_none()
            && let Some(file) = &self.0.file
        {
            // Another process has rotated the master key since this one read the file.
            file.unknown.look(|| self.read_again());
            // In any case: another thread may have read it while this one waited.
            master = self.master(version);
        }
        let master =
            master.ok_or_else(|| Fault::new(format!("master key version {version} is not in the key file")))?;
        let plain = Zeroizing::new(open(&master, &wrap_binding(id, version), wrapped)?);
        let key: [u8; 32] = plain.as_slice().try_into().map_err(|_| Fault::new("a wrapped key has a wrong length"))?;
        Ok(SubjectKey::new(key))
    }

    /// Keeps a subject's key in memory.
    pub fn remember(&self, id: Uuid, key: &SubjectKey) {
        let mut cache = self.0.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHED_SUBJECTS {
            cache.clear();
        }
        cache.insert(id, key.clone());
    }

    /// The subject's key, where it is kept in memory.
    pub fn remembered(&self, id: Uuid) -> Option<SubjectKey> {
        self.0.cache.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Keeps the subject's key no longer.
    pub fn forget(&self, id: Uuid) {
        self.0.cache.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

fn wrap_binding(id: Uuid, version: i64) -> Vec<u8> {
    let mut out = binding("subject_key.wrapped", id);
    out.extend_from_slice(&version.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use gatehouse_core::{SystemRandom, Uuid};

    /// PRI-13
    #[test]
    fn a_sealed_value_opens_only_in_its_own_place() {
        let keys = Keys::ephemeral(&SystemRandom);
        let id = Uuid::from_u128(7);
        let (key, _, _) = keys.make_subject(id, &SystemRandom).unwrap();
        let sealed = key.seal(&SystemRandom, "license_code.code_sealed", id, b"hello").unwrap();
        assert!(!sealed.windows(5).any(|w| w == b"hello"));
        assert_eq!(&key.open("license_code.code_sealed", id, &sealed).unwrap()[..], b"hello");
        assert!(key.open("license_code.other", id, &sealed).is_err());
        assert!(key.open("license_code.code_sealed", Uuid::from_u128(8), &sealed).is_err());
        assert_eq!(format!("{key:?}"), "SubjectKey");
    }

    /// PRI-13, ALL-6
    #[test]
    fn several_first_starts_at_once_end_with_the_same_keys() {
        let folder = tempfile::tempdir().unwrap();
        for round in 0..20 {
            let path = folder.path().join(format!("round-{round}")).join("gatehouse.keys");
            let path = &path;
            let seen: Vec<[u8; 32]> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8)
                    .map(|_| scope.spawn(move || Keys::open(path, &SystemRandom).unwrap().lookup("d", b"v")))
                    .collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let stored = Keys::read(path).unwrap().unwrap().lookup("d", b"v");
            assert!(seen.iter().all(|found| *found == stored), "round {round}");
        }
    }

    /// PRI-13
    #[test]
    fn a_prepared_key_opens_everywhere_before_it_wraps_anything() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("gatehouse.keys"), folder.path().join("copy.keys"));
        let keys = Keys::open(&path, &SystemRandom).unwrap();
        assert_eq!((keys.prepare(&SystemRandom).unwrap(), keys.prepare(&SystemRandom).unwrap()), (2, 2));
        assert_eq!(keys.current_version(), 1);
        std::fs::copy(&path, &copy).unwrap();
        assert_eq!(keys.rotate(&SystemRandom).unwrap(), 2);
        let id = Uuid::from_u128(3);
        let (key, wrapped, version) = keys.make_subject(id, &SystemRandom).unwrap();
        assert_eq!(version, 2);
        let elsewhere = Keys::read(&copy).unwrap().unwrap();
        assert!(elsewhere.unwrap(id, version, &wrapped).unwrap().same_as(&key));
        assert_eq!(keys.rotate(&SystemRandom).unwrap(), 3);
    }

    /// PRI-13, ALL-6
    #[test]
    fn a_rotation_elsewhere_is_seen_by_who_wraps_and_by_many_who_open_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let (wraps, opens) = (Keys::open(&path, &SystemRandom).unwrap(), Keys::open(&path, &SystemRandom).unwrap());
        assert_eq!(Keys::open(&path, &SystemRandom).unwrap().rotate(&SystemRandom).unwrap(), 2);
        let id = Uuid::from_u128(5);
        let (key, wrapped, version) = wraps.make_subject(id, &SystemRandom).unwrap();
        assert_eq!(version, 2, "nothing new is wrapped with the old key");
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert!(opens.unwrap(id, version, &wrapped).unwrap().same_as(&key)));
            }
        });
    }

    /// PRI-13
    #[test]
    fn the_key_file_is_private_and_a_rotation_keeps_the_old_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let first = Keys::open(&path, &SystemRandom).unwrap();
        let id = Uuid::from_u128(1);
        let (key, wrapped, version) = first.make_subject(id, &SystemRandom).unwrap();
        let sealed = key.seal(&SystemRandom, "t.c", id, b"x").unwrap();
        let other = Keys::open(&path, &SystemRandom).unwrap();
        assert_eq!(other.rotate(&SystemRandom).unwrap(), 2);
        assert_eq!((other.current_version(), first.current_version()), (2, 1));
        let second = Keys::open(&path, &SystemRandom).unwrap();
        assert_eq!(second.current_version(), 2);
        assert_eq!(first.lookup("d", b"v"), second.lookup("d", b"v"));
        let again = second.unwrap(id, version, &wrapped).unwrap();
        assert_eq!(&again.open("t.c", id, &sealed).unwrap()[..], b"x");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(Keys::open(&path, &SystemRandom).is_err());
        }
    }
}
