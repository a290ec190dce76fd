//! The state on the device: one JSON file, replaced in one step, readable by its owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::clock::Marks;
use crate::error::Error;
use crate::key_state::Keys;
use crate::sign_in::AccountState;
use crate::wire::Problem;

const STATE: &str = "license.json";
const PENDING: &str = "activation.json";
const KEYS: &str = "keys.json";
const LOCK: &str = "license.lock";
const ACCOUNT: &str = "account.json";
/// Of its own: whoever waits for a sign-in stops no license.
const ACCOUNT_LOCK: &str = "account.lock";
/// Larger files were not written by this library.
const MAX_FILE: u64 = 512 * 1024;

/// What the product knows about its license. Has no `Debug`, because the token in it is a secret.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct State {
    pub activation: String,
    pub lease: String,
    pub issuing_keys: Vec<String>,
    pub renew_token: Zeroizing<String>,
    /// When the product ran, by the device's own clock.
    #[serde(flatten)]
    pub marks: Marks,
    /// After a failed renewal: not before this moment, unix seconds.
    pub next_attempt: Option<i64>,
    /// The refusal that ended the license before its lease did.
    pub stopped: Option<Problem>,
    /// The last revocation list that speaks of this lease; a new lease begins without one.
    #[serde(default)]
    pub list: Option<ListMark>,
    /// Seats that later activations have replaced and that are not given back yet, the oldest first.
    #[serde(default)]
    pub releases: Vec<Release>,
}

/// A seat to be given back (LIC-13). Has no `Debug`, because the token in it is a secret.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Release {
    pub activation: String,
    pub renew_token: Zeroizing<String>,
}

/// What a revocation list said (LIC-20).
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct ListMark {
    /// The list's number: an older list is not taken.
    pub seq: i64,
    /// When it was signed, unix seconds.
    pub iat: i64,
    /// Whether it names this activation.
    pub revoked: bool,
}

/// An activation that was sent and not yet answered: repeated, it must be the same request (LIC-10).
#[derive(Serialize, Deserialize)]
pub(crate) struct PendingActivation {
    pub idempotency_key: String,
    pub time: i64,
    /// SHA-256 of the whole request in hexadecimal, so that another code or device gets another key.
    pub request: String,
}

/// The directory of the state.
pub(crate) struct Store {
    directory: PathBuf,
}

/// Held while the state is read, asked about and replaced; the system frees it when the process dies.
pub(crate) struct Guard {
    _lock: File,
}

impl Store {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// Takes the lock, or says [`Error::Busy`] at once.
    pub(crate) fn lock(&self) -> Result<Guard, Error> {
        self.lock_of(LOCK)
    }

    /// The same for who is signed in.
    pub(crate) fn lock_account(&self) -> Result<Guard, Error> {
        self.lock_of(ACCOUNT_LOCK)
    }

    fn lock_of(&self, name: &str) -> Result<Guard, Error> {
        let path = self.directory.join(name);
        create_private_directory(&self.directory).map_err(|source| failed(&self.directory, source))?;
        let lock = private().create(true).truncate(false).open(&path).map_err(|source| failed(&path, source))?;
        match lock.try_lock() {
            Ok(()) => Ok(Guard { _lock: lock }),
            Err(fs::TryLockError::WouldBlock) => Err(Error::Busy),
            Err(fs::TryLockError::Error(source)) => Err(failed(&path, source)),
        }
    }

    pub(crate) fn load(&self) -> Result<Option<State>, Error> {
        self.read(STATE)
    }

    /// The state for an activation to replace: a damaged one is not in its way.
    pub(crate) fn load_to_replace(&self) -> Result<Option<State>, Error> {
        unless_damaged(self.read(STATE))
    }

    pub(crate) fn save(&self, _guard: &Guard, state: &State) -> Result<(), Error> {
        self.replace(STATE, state)
    }

    pub(crate) fn remove(&self, _guard: &Guard) -> Result<(), Error> {
        self.delete(STATE)
    }

    pub(crate) fn load_keys(&self) -> Result<Option<Keys>, Error> {
        self.read(KEYS)
    }

    pub(crate) fn save_keys(&self, _guard: &Guard, keys: &Keys) -> Result<(), Error> {
        self.replace(KEYS, keys)
    }

    pub(crate) fn load_account(&self) -> Result<Option<AccountState>, Error> {
        self.read(ACCOUNT)
    }

    /// Who is signed in, for a new sign-in to replace: a damaged file is not in its way.
    pub(crate) fn load_account_to_replace(&self) -> Result<Option<AccountState>, Error> {
        unless_damaged(self.read(ACCOUNT))
    }

    pub(crate) fn save_account(&self, _guard: &Guard, account: &AccountState) -> Result<(), Error> {
        self.replace(ACCOUNT, account)
    }

    pub(crate) fn remove_account(&self, _guard: &Guard) -> Result<(), Error> {
        self.delete(ACCOUNT)
    }

    pub(crate) fn load_pending(&self) -> Result<Option<PendingActivation>, Error> {
        // A pending request that cannot be read only costs a new idempotency key.
        unless_damaged(self.read(PENDING))
    }

    pub(crate) fn save_pending(&self, _guard: &Guard, pending: &PendingActivation) -> Result<(), Error> {
        self.replace(PENDING, pending)
    }

    pub(crate) fn remove_pending(&self, _guard: &Guard) -> Result<(), Error> {
        self.delete(PENDING)
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Error> {
        let path = self.directory.join(name);
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(source) if source.kind() == ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(failed(&path, source)),
        };
        let mut bytes = Zeroizing::new(Vec::new());
        file.take(MAX_FILE).read_to_end(&mut bytes).map_err(|source| failed(&path, source))?;
        match serde_json::from_slice(&bytes) {
            Ok(value) => Ok(Some(value)),
            // Not serde's own message: it could quote a part of the file.
            Err(_) => Err(failed(&path, std::io::Error::new(ErrorKind::InvalidData, "the file is damaged"))),
        }
    }

    fn replace(&self, name: &str, value: &impl Serialize) -> Result<(), Error> {
        let aside = self.write_aside(name, value)?;
        let path = self.directory.join(name);
        fs::rename(&aside, &path).map_err(|source| failed(&path, source))?;
        sync_directory(&self.directory).map_err(|source| failed(&self.directory, source))
    }

    /// The first half of a replacement: the new content, safely on the disk under another name.
    fn write_aside(&self, name: &str, value: &impl Serialize) -> Result<PathBuf, Error> {
        let path = self.directory.join(format!("{name}.new"));
        let write = || {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            // `create_new` follows no link that somebody may have put there.
            let mut file = private().create_new(true).open(&path)?;
            file.write_all(&Zeroizing::new(serde_json::to_vec_pretty(value)?))?;
            file.sync_all()
        };
        write().map_err(|source| failed(&path, source))?;
        Ok(path)
    }

    fn delete(&self, name: &str) -> Result<(), Error> {
        let path = self.directory.join(name);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != ErrorKind::NotFound => Err(failed(&path, source)),
            _ => sync_directory(&self.directory).map_err(|source| failed(&self.directory, source)),
        }
    }
}

fn unless_damaged<T>(read: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
    match read {
        Err(Error::State { source, .. }) if source.kind() == ErrorKind::InvalidData => Ok(None),
        other => other,
    }
}

fn failed(path: &Path, source: std::io::Error) -> Error {
    Error::State { path: path.to_owned(), source }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

fn create_private_directory(directory: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(directory)
}

/// A renamed file survives a power cut only when its directory is synced too.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> std::io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Other systems cannot open a directory as a file, and order the rename themselves.
#[cfg(not(unix))]
fn sync_directory(_directory: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(activation: &str) -> State {
        State {
            activation: activation.to_owned(),
            lease: String::new(),
            issuing_keys: Vec::new(),
            renew_token: Zeroizing::new("secret".to_owned()),
            marks: Marks::default(),
            next_attempt: None,
            stopped: None,
            list: None,
            releases: Vec::new(),
        }
    }

    /// LIC-30
    #[test]
    fn a_kill_between_write_and_rename_leaves_the_old_state() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::new(directory.path().join("state"));
        let guard = store.lock().unwrap();
        store.save(&guard, &state("old")).unwrap();
        store.write_aside(STATE, &state("new")).unwrap();
        drop(guard);

        let store = Store::new(directory.path().join("state"));
        assert_eq!(store.load().unwrap().unwrap().activation, "old");
        let guard = store.lock().unwrap();
        store.save(&guard, &state("newer")).unwrap();
        assert_eq!(store.load().unwrap().unwrap().activation, "newer");
        assert!(!directory.path().join("state/license.json.new").exists());
    }

    /// LIC-30
    #[cfg(unix)]
    #[test]
    fn nobody_but_the_owner_can_read_the_state() {
        use std::os::unix::fs::PermissionsExt as _;
        let directory = tempfile::tempdir().unwrap();
        let store = Store::new(directory.path().join("state"));
        store.save(&store.lock().unwrap(), &state("a")).unwrap();
        let mode = |path: &str| fs::metadata(directory.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("state/license.json"), mode("state")), (0o600, 0o700));
    }

    /// LIC-30
    #[test]
    fn two_processes_cannot_change_the_state_at_once() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::new(directory.path().to_owned());
        let guard = store.lock().unwrap();
        assert!(matches!(Store::new(directory.path().to_owned()).lock(), Err(Error::Busy)));
        drop(guard);
        assert!(Store::new(directory.path().to_owned()).lock().is_ok());
    }

    /// LIC-30
    #[test]
    fn a_damaged_state_is_reported_without_its_content() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join(STATE), r#"{"renew_token":"secret""#).unwrap();
        let error = Store::new(directory.path().to_owned()).load().err().unwrap();
        assert_eq!(error.code(), "client.state");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
}
