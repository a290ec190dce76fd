//! Keys outside the database: a stolen dump opens nothing (LIC-4, PRI-13).
//!
//! The key file holds versioned master keys and peppers. A master key wraps the random key of each
//! *subject* (an account, an order); contents are sealed under the subject's key and bound to table,
//! column and row. Look-ups go by HMAC-SHA-256 under a pepper. Destroying a subject's key makes what
//! is sealed under it unreadable.

use crate::key_file::{self, KeyFile, Kind, MasterKey, Masters, Peppers};
use crate::private_file;
use crate::subject_key::{SubjectKey, binding, open, seal};
use gatehouse_core::{Fault, Random, Uuid};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
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
    /// [`crate::subject::rewrap`] moves the old ones over. Running nodes with the same file read it when they meet the
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
    pub(crate) fn is_noted(&self, name: &str) -> bool {
        self.0.sealed.read().unwrap_or_else(PoisonError::into_inner).contains(name)
    }

    /// Notes it in the key file. Keys without a file note nothing.
    pub(crate) fn note(&self, name: &str) -> Result<(), Fault> {
        let Some(file) = self.0.file.as_ref().filter(|_| !self.is_noted(name)) else { return Ok(()) };
        file.note(name)?;
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

    fn peppers(&self) -> RwLockReadGuard<'_, Peppers> {
        self.0.peppers.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn peppers_mut(&self) -> RwLockWriteGuard<'_, Peppers> {
        self.0.peppers.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// The pepper that new values are made with.
    pub fn pepper_version(&self) -> i64 {
        self.peppers().current()
    }

    /// Every pepper that is known, the newest first; one that only waits is among them.
    pub fn pepper_versions(&self) -> Vec<i64> {
        self.peppers().newest_first().into_iter().map(|(version, _)| version).collect()
    }

    /// The oldest pepper that is known.
    pub fn oldest_pepper(&self) -> i64 {
        self.pepper_versions().pop().unwrap_or_else(|| self.pepper_version())
    }

    /// Puts a new pepper into the file that is accepted there, but makes nothing yet. Returns its version, also when it
    /// was there.
    pub fn prepare_pepper(&self, random: &dyn Random) -> Result<i64, Fault> {
        let Some(file) = &self.0.file else { return Ok(self.peppers_mut().add_waiting(random)) };
        let version = file.prepare(Kind::Pepper, random)?;
        self.read_again();
        Ok(version)
    }

    /// Takes the prepared pepper into use, or a new one: what lives short is made with it from now on. What lasts is moved
    /// by [`crate::peppers`].
    pub fn rotate_pepper(&self, random: &dyn Random) -> Result<i64, Fault> {
        let Some(file) = &self.0.file else {
            let version = self.prepare_pepper(random)?;
            self.peppers_mut().use_waiting(version);
            return Ok(version);
        };
        let version = file.rotate(Kind::Pepper, random)?;
        self.read_again();
        if self.pepper_version() < version {
            return Err(Fault::new("the key file was changed, but its new pepper could not be read back"));
        }
        Ok(version)
    }

    /// Takes the peppers below this version out of the file. This process knows them until it ends.
    pub fn drop_peppers_below(&self, version: i64) -> Result<(), Fault> {
        self.file()?.drop_peppers_below(version)
    }

    /// Reads the file again when another process has taken a pepper into use that this one does not know, or does not use.
    pub(crate) fn expect_pepper(&self, version: i64, is_used: bool) {
        let is_due =
            |keys: &Self| keys.peppers().get(version).is_none() || (is_used && keys.peppers().current() < version);
        if is_due(self)
            && let Some(file) = &self.0.file
        {
            file.unknown.look(|| self.read_again());
            if is_due(self) {
                tracing::error!(
                    version,
                    "the key file lacks a pepper that is in use: copy the newest file to this node"
                );
            }
        }
    }

    /// The look-up value of a secret that lives short (a session, a link, a counter), apart for each `domain`:
    /// HMAC-SHA-256 under the newest pepper. What is looked up later goes by [`Keys::accepted`].
    pub fn lookup(&self, domain: &str, value: &[u8]) -> [u8; 32] {
        keyed(self.peppers().used(), domain, value)
    }

    /// The same with the version of the pepper, for what is stored with it.
    pub fn lookup_versioned(&self, domain: &str, value: &[u8]) -> ([u8; 32], i64) {
        let peppers = self.peppers();
        (keyed(peppers.used(), domain, value), peppers.current())
    }

    /// The same value under every pepper that is known, the newest first: what was made before a rotation is found too.
    pub fn accepted(&self, domain: &str, value: &[u8]) -> Vec<Vec<u8>> {
        let all = self.peppers().newest_first();
        all.iter().map(|(_, key)| keyed(key, domain, value).to_vec()).collect()
    }

    /// The look-up value under this pepper, for what is stored for long with its pepper's version beside.
    pub fn lookup_under(&self, version: i64, domain: &str, value: &[u8]) -> Result<[u8; 32], Fault> {
        self.expect_pepper(version, false);
        let key = self.peppers().get(version);
        let key = key.ok_or_else(|| Fault::new(format!("pepper version {version} is not in the key file")))?;
        Ok(keyed(&key, domain, value))
    }

    /// The look-up value under the oldest pepper that is known: for what no rotation moves.
    pub fn settled(&self, domain: &str, value: &[u8]) -> [u8; 32] {
        let peppers = self.peppers();
        match peppers.newest_first().last() {
            Some((_, oldest)) => keyed(oldest, domain, value),
            None => keyed(peppers.used(), domain, value),
        }
    }

    /// A key of its own for a purpose (`licenses.renew_token` …), derived from the newest pepper (HKDF-SHA-256). What was
    /// made under it before a rotation opens with one of [`Keys::derived`].
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        derived_from(self.peppers().used(), purpose)
    }

    /// The key for a purpose from this pepper; `None` when it is not known.
    pub fn derive_under(&self, version: i64, purpose: &str) -> Option<Zeroizing<[u8; 32]>> {
        self.peppers().get(version).map(|key| derived_from(&key, purpose))
    }

    /// The keys for a purpose from every pepper that is known, the newest first.
    pub fn derived(&self, purpose: &str) -> Vec<Zeroizing<[u8; 32]>> {
        self.peppers().newest_first().iter().map(|(_, key)| derived_from(key, purpose)).collect()
    }

    /// A new subject key and its wrapped form with the version that wrapped it.
    pub(crate) fn make_subject(&self, id: Uuid, random: &dyn Random) -> Result<(SubjectKey, Vec<u8>, i64), Fault> {
        if let Some(file) = &self.0.file {
            // Another process may have rotated the master key, perhaps because the old one leaked.
            file.wrapping.look(|| self.read_again());
        }
        let key = SubjectKey::new(random.token());
        let (version, wrapped) = self.wrap(id, &key, random)?;
        Ok((key, wrapped, version))
    }

    pub(crate) fn wrap(&self, id: Uuid, key: &SubjectKey, random: &dyn Random) -> Result<(i64, Vec<u8>), Fault> {
        let version = self.current_version();
        let master = self.master(version).ok_or_else(|| Fault::new("no master key"))?;
        let wrapped = seal(&master, &wrap_binding(id, version), key.bytes(), random)?;
        Ok((version, wrapped))
    }

    pub(crate) fn unwrap(&self, id: Uuid, version: i64, wrapped: &[u8]) -> Result<SubjectKey, Fault> {
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

    pub(crate) fn remember(&self, id: Uuid, key: &SubjectKey) {
        let mut cache = self.0.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() >= CACHED_SUBJECTS {
            cache.clear();
        }
        cache.insert(id, key.clone());
    }

    pub(crate) fn remembered(&self, id: Uuid) -> Option<SubjectKey> {
        self.0.cache.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub(crate) fn forget(&self, id: Uuid) {
        self.0.cache.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

fn wrap_binding(id: Uuid, version: i64) -> Vec<u8> {
    let mut out = binding("subject_key.wrapped", id);
    out.extend_from_slice(&version.to_le_bytes());
    out
}

fn keyed(pepper: &[u8; 32], domain: &str, value: &[u8]) -> [u8; 32] {
    let mut mac = hmac_of(pepper);
    mac.update(&(domain.len() as u64).to_le_bytes());
    mac.update(domain.as_bytes());
    mac.update(value);
    mac.finalize().into_bytes().into()
}

/// HKDF (RFC 5869) for the one block of 32 bytes that is asked here: so there is no length that could be refused, and no
/// key of zeros in its place.
fn derived_from(pepper: &[u8; 32], purpose: &str) -> Zeroizing<[u8; 32]> {
    let (extracted, _) = hkdf::Hkdf::<Sha256>::extract(Some(b"gatehouse derived key"), pepper);
    let mut mac = hmac_of(&extracted);
    mac.update(purpose.as_bytes());
    mac.update(&[1]);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn hmac_of(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length")
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
    fn a_file_of_before_has_the_first_pepper_and_a_turn_leaves_it_accepted_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("gatehouse.keys");
        let text = format!("pepper {}\nmaster 1 {}\n", "ab".repeat(32), "cd".repeat(32));
        crate::private_file::create(&path, text.as_bytes()).unwrap();
        let keys = Keys::read(&path).unwrap().unwrap();
        let (old, derived) = (keys.lookup("d", b"v"), keys.derive("p"));
        // As every value of before was derived.
        let mut known = [0u8; 32];
        hkdf::Hkdf::<sha2::Sha256>::new(Some(b"gatehouse derived key"), &[0xab; 32]).expand(b"p", &mut known).unwrap();
        assert_eq!(derived[..], known);
        let running = Keys::read(&path).unwrap().unwrap();

        assert_eq!(keys.prepare_pepper(&SystemRandom).unwrap(), 2);
        assert_eq!(keys.lookup("d", b"v"), old, "what waits makes nothing");
        assert_eq!(keys.accepted("d", b"v").len(), 2);
        assert_eq!(keys.rotate_pepper(&SystemRandom).unwrap(), 2);
        assert_ne!(keys.lookup("d", b"v"), old);
        assert_eq!(keys.accepted("d", b"v")[1], old);
        assert_eq!(keys.lookup_under(1, "d", b"v").unwrap(), old);
        assert_eq!(keys.settled("d", b"v"), old);
        assert_eq!(keys.derived("p")[1][..], known);
        assert_ne!(keys.derive("p")[..], known);

        running.expect_pepper(2, true);
        assert_eq!(running.pepper_versions(), [2, 1], "another process reads it when it hears of it");
        assert!(running.lookup_under(3, "d", b"v").is_err());
        keys.drop_peppers_below(2).unwrap();
        let later = Keys::read(&path).unwrap().unwrap();
        assert_eq!((later.pepper_version(), later.pepper_versions()), (2, vec![2]));
        assert!(!std::fs::read_to_string(&path).unwrap().contains("abab"));
        assert_eq!(later.prepare_pepper(&SystemRandom).unwrap(), 3);
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
