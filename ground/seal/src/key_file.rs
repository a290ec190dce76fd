//! The key file's text: master keys and peppers by version, and what was sealed once and for all.
//!
//! `master 2 HEX` wraps new subject keys when its version is the highest. `next 3 HEX` only opens: it waits until
//! every node has it. `audit 1 HEX UNTIL` is the audit log's key of a pepper that was dropped: it proves what was written before
//! `UNTIL` (microseconds since 1970). `sealed NAME` says what was sealed once and for all, and that the audit log has lines
//! (`audit.lines`) and segments (`audit.segments`): who begins a new database with an old key file on purpose takes these two
//! lines out first.

use crate::key_versions::{MasterKey, Masters, Peppers};
use crate::private_file;
use gatehouse_core::{Fault, Moment, Random};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// A version that is not known makes the file be read again, but no more often than this.
const PATIENCE: Duration = Duration::from_secs(1);
/// So does wrapping a new subject key, as another process may have taken a newer master key into use.
const WRAPPING_PATIENCE: Duration = Duration::from_secs(10);

const LOCK_TRIES: u32 = 40;
const LOCK_PAUSE: Duration = Duration::from_millis(25);

/// What is in the file.
pub(crate) struct Contents {
    pub(crate) masters: Masters,
    pub(crate) peppers: Peppers,
    /// What was sealed once and for all in the database that the file belongs to.
    pub(crate) sealed: BTreeSet<String>,
    pub(crate) dropped_log_keys: Vec<DroppedLogKey>,
}

/// The audit log's key of a pepper that was dropped.
pub(crate) struct DroppedLogKey {
    pub(crate) key: MasterKey,
    /// What claims to be of later was not written with it.
    pub(crate) until: Moment,
}

/// The text of a new file.
pub(crate) fn fresh(random: &dyn Random) -> Zeroizing<String> {
    Zeroizing::new(format!(
        "# Gatehouse keys. Without this file the database cannot be read: back it up apart from the database.\n\
         pepper 1 {}\nmaster 1 {}\n",
        *Zeroizing::new(hex::encode(random.token())),
        *Zeroizing::new(hex::encode(random.token()))
    ))
}

/// Reads the file; `None` when it is missing. One that others can read is refused.
pub(crate) fn read(path: &Path) -> Result<Option<Contents>, Fault> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            let text = Zeroizing::new(text);
            private_file::refuse_open(path)?;
            parse(&text).map(Some).map_err(|fault| Fault::new(format!("{}: {fault}", path.display())))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Fault::new(format!("{}: {error}", path.display()))),
    }
}

fn parse(text: &str) -> Result<Contents, Fault> {
    let mut masters = Masters::none();
    let mut peppers = Peppers::none();
    let mut sealed = BTreeSet::new();
    let mut dropped_log_keys = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            [first, ..] if first.starts_with('#') => {}
            // As the first files had it.
            ["pepper", key] => peppers.put("pepper", 1, key_from_hex(key, number)?, number)?,
            ["sealed", name] => {
                sealed.insert((*name).to_owned());
            }
            ["audit", _, key, until] => {
                let until =
                    until.parse().map_err(|_| Fault::new(format!("key file, line {}: not a moment", number + 1)))?;
                dropped_log_keys.push(DroppedLogKey { key: key_from_hex(key, number)?, until: Moment(until) });
            }
            [kind @ ("master" | "next" | "pepper" | "next-pepper"), version, key] => {
                let version: i64 =
                    version.parse().map_err(|_| Fault::new(format!("key file, line {}: not a version", number + 1)))?;
                let kept = if kind.ends_with("pepper") { &mut peppers } else { &mut masters };
                kept.put(kind, version, key_from_hex(key, number)?, number)?;
            }
            _ => return Err(Fault::new(format!("key file, line {}: not understood", number + 1))),
        }
    }
    if peppers.current() < 1 {
        return Err(Fault::new("key file: no pepper"));
    }
    if masters.current() < 1 {
        return Err(Fault::new("key file: no master key"));
    }
    Ok(Contents { masters, peppers, sealed, dropped_log_keys })
}

fn key_from_hex(text: &str, line: usize) -> Result<Zeroizing<[u8; 32]>, Fault> {
    let mut key = Zeroizing::new([0u8; 32]);
    hex::decode_to_slice(text, &mut key[..])
        .map_err(|_| Fault::new(format!("key file, line {}: a key has 64 hexadecimal digits", line + 1)))?;
    Ok(key)
}

/// Which of the two sorts of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Wraps subjects' keys.
    Master,
    /// Keys look-ups and derived keys.
    Pepper,
}

impl Kind {
    const fn used(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Pepper => "pepper",
        }
    }

    const fn waiting(self) -> &'static str {
        match self {
            Self::Master => "next",
            Self::Pepper => "next-pepper",
        }
    }

    const fn of(self, contents: &Contents) -> &Masters {
        match self {
            Self::Master => &contents.masters,
            Self::Pepper => &contents.peppers,
        }
    }
}

/// The file that a running process has its keys from.
pub(crate) struct KeyFile {
    path: PathBuf,
    /// For a version that is not known.
    pub(crate) unknown: Looks,
    /// For wrapping.
    pub(crate) wrapping: Looks,
}

/// Looks at the file for one purpose: not too often; a caller that comes during one waits for its end.
pub(crate) struct Looks {
    patience: Duration,
    last: Mutex<Option<Instant>>,
}

impl Looks {
    const fn new(patience: Duration) -> Self {
        Self { patience, last: Mutex::new(None) }
    }

    /// Calls `read`, unless the last look was a moment ago.
    pub(crate) fn look(&self, read: impl FnOnce()) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_none_or(|at| at.elapsed() >= self.patience) {
            read();
            *last = Some(Instant::now());
        }
    }
}

impl KeyFile {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), unknown: Looks::new(PATIENCE), wrapping: Looks::new(WRAPPING_PATIENCE) }
    }

    pub(crate) fn read(&self) -> Result<Contents, Fault> {
        read(&self.path)?.ok_or_else(|| Fault::new(format!("{} is missing", self.path.display())))
    }

    /// Adds a key of this kind that is known but not used yet, unless one waits already; returns its version.
    pub(crate) fn prepare(&self, kind: Kind, random: &dyn Random) -> Result<i64, Fault> {
        let _lock = self.lock()?;
        let contents = self.read()?;
        let known = kind.of(&contents);
        let highest = known.highest();
        if highest > known.current() {
            return Ok(highest);
        }
        self.append(kind.waiting(), highest + 1, random)
    }

    /// Makes the waiting key the one that is used, or adds one; returns its version.
    pub(crate) fn rotate(&self, kind: Kind, random: &dyn Random) -> Result<i64, Fault> {
        let _lock = self.lock()?;
        let contents = self.read()?;
        let known = kind.of(&contents);
        let highest = known.highest();
        if highest == known.current() {
            return self.append(kind.used(), highest + 1, random);
        }
        self.change_lines(|words| match words {
            [first, version, key] if *first == kind.waiting() && *version == highest.to_string() => {
                Some(Zeroizing::new(format!("{} {highest} {key}", kind.used())))
            }
            _ => None,
        })?;
        Ok(highest)
    }

    /// Takes the peppers below this version out of the file; in the place of each comes what `log_key` makes of it, for what
    /// was written before `until`.
    pub(crate) fn drop_peppers_below(
        &self,
        version: i64,
        log_key: impl Fn(&[u8; 32]) -> MasterKey,
        until: Moment,
    ) -> Result<(), Fault> {
        let _lock = self.lock()?;
        let peppers = self.read()?.peppers;
        if peppers.current() < version {
            return Err(Fault::new("the key file has no such pepper in use"));
        }
        self.change_lines(|words| {
            let old = match words {
                ["pepper", _] => 1,
                ["pepper", old, _] => old.parse::<i64>().ok()?,
                _ => return None,
            };
            let pepper = peppers.get(old).filter(|_| old < version)?;
            let key = Zeroizing::new(hex::encode(*log_key(&pepper)));
            Some(Zeroizing::new(format!("audit {old} {} {}", *key, until.0)))
        })
    }

    /// Writes the file anew: `change` answers `None` for a line that stays, else what takes its place.
    fn change_lines(&self, change: impl Fn(&[&str]) -> Option<Zeroizing<String>>) -> Result<(), Fault> {
        let text = Zeroizing::new(private_file::text(&self.path)?);
        let mut changed = Zeroizing::new(String::with_capacity(text.len() + 16));
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match change(&words) {
                None => changed.push_str(line),
                Some(other) => changed.push_str(&other),
            }
            changed.push('\n');
        }
        private_file::replace(&self.path, changed.as_bytes())
    }

    /// Records that this was sealed once and for all.
    pub(crate) fn record_sealed(&self, name: &str) -> Result<(), Fault> {
        let _lock = self.lock()?;
        if self.read()?.sealed.contains(name) {
            return Ok(());
        }
        self.append_line(&format!("sealed {name}"))
    }

    fn append(&self, kind: &str, version: i64, random: &dyn Random) -> Result<i64, Fault> {
        let key = Zeroizing::new(hex::encode(random.token()));
        self.append_line(&Zeroizing::new(format!("{kind} {version} {}", *key)))?;
        Ok(version)
    }

    fn append_line(&self, line: &str) -> Result<(), Fault> {
        let mut text = Zeroizing::new(private_file::text(&self.path)?);
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        private_file::replace(&self.path, text.as_bytes())
    }

    /// One process at a time changes the file: two would give two keys the same version. Waits for a moment, as starts
    /// that come together record the same things.
    fn lock(&self) -> Result<File, Fault> {
        for _ in 0..LOCK_TRIES {
            let file = File::open(&self.path).map_err(|e| Fault::new(format!("{}: {e}", self.path.display())))?;
            // Who changes the file puts another in its place: a lock on the one before keeps nobody out.
            if file.try_lock().is_ok() && is_still(&file, &self.path) {
                return Ok(file);
            }
            std::thread::sleep(LOCK_PAUSE);
        }
        Err(Fault::new(format!("{}: is being changed already", self.path.display())))
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(named)) => (held.dev(), held.ino()) == (named.dev(), named.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_file: &File, _path: &Path) -> bool {
    true
}
