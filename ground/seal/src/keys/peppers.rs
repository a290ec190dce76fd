//! The peppers of an installation, and what is made with them: look-ups and derived keys.

use super::Keys;
use crate::key_file::Kind;
use crate::key_versions::Peppers;
use crate::subject_key::{open, seal};
use gatehouse_core::{Fault, Moment, Random};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::sync::{PoisonError, RwLockReadGuard, RwLockWriteGuard};
use zeroize::Zeroizing;

/// What the audit log's keys are derived for.
const AUDIT_LOG: &str = "db.audit";

/// The look-up values of one thing under every pepper that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookups {
    /// Under the pepper that makes new ones: this one is written.
    pub now: Vec<u8>,
    /// Under the others: written before a rotation, or by a node that has not heard of it yet.
    pub others: Vec<Vec<u8>>,
}

impl Lookups {
    /// Of a thing that has this value alone.
    pub const fn only(now: Vec<u8>) -> Self {
        Self { now, others: Vec::new() }
    }

    /// Each of them, that of now first.
    pub fn all(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::once(&self.now).chain(&self.others).map(Vec::as_slice)
    }
}

impl Keys {
    pub(super) fn peppers(&self) -> RwLockReadGuard<'_, Peppers> {
        self.0.peppers.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn peppers_mut(&self) -> RwLockWriteGuard<'_, Peppers> {
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
    /// by `gatehouse_context::peppers`.
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

    /// Takes the peppers below this version out of the file. This process knows them until it ends. The audit log's keys
    /// of theirs stay in the file, for what was written before `until`: lines are proven for longer than a pepper is kept.
    pub fn drop_peppers_below(&self, version: i64, until: Moment) -> Result<(), Fault> {
        self.file()?.drop_peppers_below(version, |pepper| derived_from(pepper, AUDIT_LOG), until)
    }

    /// The key that the audit log is written with.
    pub fn log_key(&self) -> Zeroizing<[u8; 32]> {
        self.derive(AUDIT_LOG)
    }

    /// The keys that the audit log is proven with: of every pepper that is known, and of those that were dropped, each of
    /// these for what was written before a moment.
    pub fn log_keys(&self) -> Vec<(Zeroizing<[u8; 32]>, Moment)> {
        let dropped = self.0.dropped_log_keys.read().unwrap_or_else(PoisonError::into_inner);
        let known = self.derived(AUDIT_LOG).into_iter().map(|key| (key, Moment(i64::MAX)));
        known.chain(dropped.iter().map(|dropped| (dropped.key.clone(), dropped.until))).collect()
    }

    /// Reads the file again when another process has taken a pepper into use that this one does not know, or does not use.
    pub fn expect_pepper(&self, version: i64, is_used: bool) {
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

    /// The value of now beside those under every other pepper that is known: for what is counted under the one and must
    /// be judged and forgotten under all.
    pub fn lookups(&self, domain: &str, value: &[u8]) -> Lookups {
        let peppers = self.peppers();
        let others = peppers.newest_first().into_iter().filter(|(version, _)| *version != peppers.current());
        Lookups {
            now: keyed(peppers.used(), domain, value).to_vec(),
            others: others.map(|(_, key)| keyed(&key, domain, value).to_vec()).collect(),
        }
    }

    /// The same under every pepper where the thing has a look-up value under each itself.
    pub fn lookups_of(&self, domain: &str, names: &Lookups, value: impl Fn(&[u8]) -> Vec<u8>) -> Lookups {
        let mut all = self.lookups(domain, &value(&names.now));
        for name in &names.others {
            let Lookups { now, others } = self.lookups(domain, &value(name));
            all.others.push(now);
            all.others.extend(others);
        }
        all
    }

    /// The look-up value under this pepper, for what is stored for long with its pepper's version beside.
    pub fn lookup_under(&self, version: i64, domain: &str, value: &[u8]) -> Result<[u8; 32], Fault> {
        self.expect_pepper(version, false);
        let key = self.peppers().get(version);
        let key = key.ok_or_else(|| Fault::new(format!("pepper version {version} is not in the key file")))?;
        Ok(keyed(&key, domain, value))
    }

    /// As [`Keys::lookup_under`], for a row whose pepper was dropped since, or which is from before versions were written
    /// beside it (0): then under the oldest that is known.
    pub fn lookup_since(&self, version: i64, domain: &str, value: &[u8]) -> Result<[u8; 32], Fault> {
        let known = self.pepper_versions();
        // A newer one than any that is known stands in the key file of another node: that is a fault, as elsewhere.
        if known.contains(&version) || known.first().is_none_or(|newest| *newest < version) {
            return self.lookup_under(version, domain, value);
        }
        Ok(self.settled(domain, value))
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

    /// Seals under the purpose's own key ([`Keys::derive`]), for nothing else.
    pub fn seal_for(&self, purpose: &str, plain: &[u8], random: &dyn Random) -> Result<Vec<u8>, Fault> {
        seal(&self.derive(purpose), purpose.as_bytes(), plain, random)
    }

    /// Opens what [`Keys::seal_for`] made, also before a rotation of the pepper; `None` when it is not ours, was changed, or is
    /// for something else.
    pub fn open_for(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        self.derived(purpose).iter().find_map(|key| open(key, purpose.as_bytes(), sealed).ok())
    }
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
    use super::super::Keys;
    use gatehouse_core::{Moment, SystemRandom};

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
        assert_eq!((keys.lookups("d", b"v").now, keys.lookups("d", b"v").others.len()), (old.to_vec(), 1));
        assert_eq!(keys.rotate_pepper(&SystemRandom).unwrap(), 2);
        assert_ne!(keys.lookup("d", b"v"), old);
        assert_eq!(keys.accepted("d", b"v")[1], old);
        let names = keys.lookups("d", b"v");
        assert_eq!(names.now, keys.lookup("d", b"v"));
        assert_eq!(names.others, [old.to_vec()]);
        let counted = keys.lookups_of("c", &names, <[u8]>::to_vec);
        assert_eq!((counted.all().count(), counted.now), (4, keys.lookup("c", &names.now).to_vec()));
        assert_eq!(keys.lookup_under(1, "d", b"v").unwrap(), old);
        assert_eq!(keys.settled("d", b"v"), old);
        assert_eq!(keys.lookup_since(2, "d", b"v").unwrap(), keys.lookup("d", b"v"));
        assert_eq!(keys.lookup_since(0, "d", b"v").unwrap(), old);
        assert!(keys.lookup_since(3, "d", b"v").is_err());
        assert_eq!(keys.derived("p")[1][..], known);
        assert_ne!(keys.derive("p")[..], known);

        running.expect_pepper(2, true);
        assert_eq!(running.pepper_versions(), [2, 1], "another process reads it when it hears of it");
        assert!(running.lookup_under(3, "d", b"v").is_err());
        keys.drop_peppers_below(2, Moment(5)).unwrap();
        let later = Keys::read(&path).unwrap().unwrap();
        assert_eq!((later.pepper_version(), later.pepper_versions()), (2, vec![2]));
        assert_eq!(later.lookup_since(1, "d", b"v").unwrap(), later.lookup("d", b"v"), "dropped");
        assert!(!std::fs::read_to_string(&path).unwrap().contains("abab"));
        let log = |keys: &Keys| keys.log_keys().into_iter().map(|(key, until)| (*key, until)).collect::<Vec<_>>();
        let [newest, older] = log(&keys)[..] else { panic!("two keys of the log") };
        assert_eq!((newest.0, newest.1, older.1), (*keys.log_key(), Moment(i64::MAX), Moment(i64::MAX)));
        assert_eq!(log(&later), [newest, (older.0, Moment(5))], "the log's key outlives its pepper");
        assert_eq!(later.prepare_pepper(&SystemRandom).unwrap(), 3);
    }
}
