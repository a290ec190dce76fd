//! Decoy codes (LIC-4): codes that exist in the database alone. Nobody is ever given one, so whoever presents one has read the database
//! and its keys, or a copy of both.
//!
//! A decoy is a row of `license_code` beside the code of a real license, made as that one was: sealed under the order's key, with two
//! values in place of the keyed hashes that nobody without the keys can tell from them. It is found by no look-up, since these values
//! are not the hashes of its code: the code opens nothing, and is answered as every code that no license has. It is made before the
//! license's own code, so that a reader of a license's newest code never meets it.
//!
//! Which codes are decoys is derived from the pepper, and kept in no table: each node knows all of them, whatever was laid.

use super::code::CODE;
use super::license::Kind;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_formats::ActivationCode;
use gatehouse_seal::Keys;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use tokio::sync::{Notify, mpsc};

/// The most decoys of an installation.
pub const MOST_DECOYS: u32 = 100;
/// One that is presented again by the same network within this time is counted, and not written down again.
const AGAIN: i64 = gatehouse_core::HOUR;
/// Presented ones that wait to be written down, at the most.
const MOST_WAITING: usize = 256;

const PURPOSE: &str = "licenses.decoys";

/// Values that are derived from a pepper and a decoy's number, as many bytes as are asked for.
struct Derived {
    key: zeroize::Zeroizing<[u8; 32]>,
}

impl Derived {
    fn under(keys: &Keys, pepper: i64) -> Result<Self, Fault> {
        let key = keys.derive_under(pepper, PURPOSE).ok_or_else(|| Fault::new("the key of decoys"))?;
        Ok(Self { key })
    }

    fn block(&self, what: &str, number: u32, counter: u32) -> Result<[u8; 32], Fault> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key[..]).map_err(|_| Fault::new("the key of decoys"))?;
        mac.update(what.as_bytes());
        mac.update(&number.to_be_bytes());
        mac.update(&counter.to_be_bytes());
        Ok(mac.finalize().into_bytes().into())
    }

    fn code(&self, kind: Kind, number: u32) -> Result<ActivationCode, Fault> {
        // A code takes 11 bytes; one block has 32.
        let block = zeroize::Zeroizing::new(self.block(kind.word(), number, 0)?);
        Ok(ActivationCode::generate(kind.of_code(), &mut |bytes: &mut [u8]| {
            for (to, from) in bytes.iter_mut().zip(block.iter()) {
                *to = *from;
            }
        }))
    }
}

/// What the row of a decoy holds.
pub struct DecoyRow {
    /// Its code, to be sealed.
    pub code: ActivationCode,
    /// In place of the keyed hash of the code.
    pub lookup: Vec<u8>,
    /// In place of that of its last group.
    pub last_group_lookup: Vec<u8>,
    /// The pepper that these are derived from.
    pub pepper: i64,
}

/// The row of a decoy beside a code of this kind, under the newest pepper.
pub fn row(keys: &Keys, kind: Kind, number: u32) -> Result<DecoyRow, Fault> {
    let pepper = keys.pepper_version();
    let derived = Derived::under(keys, pepper)?;
    Ok(DecoyRow {
        code: derived.code(kind, number)?,
        lookup: derived.block("row", number, 0)?.to_vec(),
        last_group_lookup: derived.block("group", number, 0)?.to_vec(),
        pepper,
    })
}

/// What the rows of all decoys lie under, by number; `are_spent`: of those that a rotation of the pepper has ended.
pub fn marks(keys: &Keys, are_spent: bool) -> Result<Vec<Vec<u8>>, Fault> {
    let derived = Derived::under(keys, keys.pepper_version())?;
    let what = if are_spent { "spent" } else { "row" };
    (0..MOST_DECOYS).map(|number| Ok(derived.block(what, number, 0)?.to_vec())).collect()
}

/// What a decoy's row lies under once the pepper was changed: the new one derives other codes, so this one is laid anew.
pub fn spent_mark(keys: &Keys, to: i64, number: u32) -> Result<([u8; 32], [u8; 32]), Fault> {
    let derived = Derived::under(keys, to)?;
    Ok((derived.block("spent", number, 0)?, derived.block("spent group", number, 0)?))
}

/// Every code that can be a decoy, by what it would lie under if it were a code of a license.
type Known = HashMap<Vec<u8>, u32>;

/// All of them, under each pepper that is known.
pub fn all(keys: &Keys) -> Result<Known, Fault> {
    let mut known = HashMap::new();
    for pepper in keys.pepper_versions() {
        let derived = Derived::under(keys, pepper)?;
        for number in 0..MOST_DECOYS {
            for kind in Kind::ALL {
                let code = derived.code(kind, number)?;
                known.extend(keys.accepted(CODE, code.canonical()).into_iter().map(|lookup| (lookup, number)));
            }
        }
    }
    Ok(known)
}

/// A decoy that somebody presented.
pub(crate) struct Presented {
    /// Who did.
    pub cx: Cx,
    /// Which one.
    pub number: u32,
}

#[derive(Default)]
struct Inner {
    count: u32,
    known: RwLock<Option<(Vec<i64>, Arc<Known>)>>,
    noted: Mutex<HashMap<(u32, Option<String>), Moment>>,
    sender: OnceLock<mpsc::Sender<Presented>>,
    waiting: AtomicUsize,
    written: Notify,
}

/// The watch for presented decoys, in the services of each node; clones share it.
#[derive(Clone, Default)]
pub struct Decoys(Arc<Inner>);

impl Decoys {
    /// With so many that are laid; at most [`MOST_DECOYS`]. With none nothing is watched for.
    pub fn new(count: u32) -> Self {
        Self(Arc::new(Inner { count: count.min(MOST_DECOYS), ..Inner::default() }))
    }

    /// How many are laid.
    pub fn count(&self) -> u32 {
        self.0.count
    }

    /// Looks whether one of these look-ups of codes that somebody presented is a decoy's. The caller's answer waits for nothing: the
    /// alarm is counted and logged here, and written down by the action `leak_alarm` behind it.
    pub fn watch(&self, cx: &Cx, lookups: &[Vec<u8>]) {
        if self.0.count == 0 {
            return;
        }
        let known = match self.known(&cx.app.keys) {
            Ok(known) => known,
            Err(fault) => return tracing::error!(%fault, "decoy codes cannot be watched for"),
        };
        let Some(number) = lookups.iter().find_map(|lookup| known.get(lookup)).copied() else { return };
        metrics::counter!("gatehouse_decoy_codes_presented_total").increment(1);
        tracing::error!(number, request = %cx.request, "a decoy code was presented: the database and its keys have leaked");
        let Some(sender) = self.0.sender.get().filter(|_| self.is_news(cx, number)) else { return };
        self.0.waiting.fetch_add(1, Ordering::AcqRel);
        if sender.try_send(Presented { cx: cx.clone(), number }).is_err() {
            self.done();
        }
    }

    /// Where presented ones are taken from to be written down; `None` when somebody takes them already.
    pub(crate) fn listen(&self) -> Option<mpsc::Receiver<Presented>> {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        self.0.sender.set(sender).is_ok().then_some(receiver)
    }

    /// One was written down, or cannot be.
    pub(crate) fn done(&self) {
        self.0.waiting.fetch_sub(1, Ordering::AcqRel);
        self.0.written.notify_waiters();
    }

    /// One could not be written down: the next time it is news again.
    pub(crate) fn forget(&self, presented: &Presented) {
        let mut noted = self.0.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.remove(&(presented.number, presented.cx.network.clone()));
    }

    /// Waits until everything that was presented is written down; for tests.
    #[doc(hidden)]
    pub async fn settled(&self) {
        loop {
            let written = self.0.written.notified();
            tokio::pin!(written);
            written.as_mut().enable();
            if self.0.waiting.load(Ordering::Acquire) == 0 {
                return;
            }
            written.await;
        }
    }

    /// Bounded: what is older than [`AGAIN`] is dropped, and a flood of networks is one line.
    fn is_news(&self, cx: &Cx, number: u32) -> bool {
        let mut noted = self.0.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let now = cx.now();
        noted.retain(|_, at| (0..AGAIN).contains(&now.since(*at)));
        if noted.len() >= MOST_WAITING {
            return false;
        }
        noted.insert((number, cx.network.clone()), now).is_none()
    }

    fn known(&self, keys: &Keys) -> Result<Arc<Known>, Fault> {
        let peppers = keys.pepper_versions();
        let known = self.0.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = known.as_ref().filter(|(of, _)| *of == peppers) {
            return Ok(Arc::clone(known));
        }
        drop(known);
        let known = Arc::new(all(keys)?);
        *self.0.known.write().unwrap_or_else(PoisonError::into_inner) = Some((peppers, Arc::clone(&known)));
        Ok(known)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_DECOYS, all, marks, row};
    use crate::model::code::lookups;
    use crate::model::license::Kind;
    use gatehouse_core::SystemRandom;
    use gatehouse_seal::Keys;

    /// LIC-4
    #[test]
    fn a_decoy_is_known_by_its_code_and_its_row_by_no_code() {
        let keys = Keys::ephemeral(&SystemRandom);
        let known = all(&keys).unwrap();
        let marks = marks(&keys, false).unwrap();
        let mut codes = std::collections::HashSet::new();
        for number in 0..MOST_DECOYS {
            for kind in Kind::ALL {
                let row = row(&keys, kind, number).unwrap();
                assert!(codes.insert(row.code.to_string()), "each is another one");
                let lookup = lookups(&keys, &row.code).remove(0);
                assert_eq!(known.get(&lookup), Some(&number));
                assert!(row.lookup != lookup && row.lookup == marks[number as usize]);
                assert!(!known.contains_key(&row.lookup));
                assert_eq!((row.lookup.len(), row.last_group_lookup.len()), (32, 32));
            }
        }
        let others = Keys::ephemeral(&SystemRandom);
        assert!(all(&others).unwrap().keys().all(|lookup| !known.contains_key(lookup)));
    }
}
