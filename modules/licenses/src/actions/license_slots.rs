//! Few at a time at one license (LIC-10).
//!
//! Whoever takes or frees a seat locks the license's row until the commit, and on a server engine holds a connection meanwhile.
//! The devices of a large license that are switched on together would hold all connections of the node and wait for each
//! other, while its pages get none. So of one license two are at the database at a time; the others wait here, where
//! waiting costs nothing, and not for ever. Where all writers queue for one connection anyway, nobody waits here.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// At the database at a time, of one license.
const SLOTS: usize = 2;
/// Waiting for a slot, of one license; further ones are told to come again.
const MOST_WAITING: usize = 2_000;
/// How long one waits for a slot.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
const SHARDS: usize = 16;

/// The slots of one license.
struct Slots {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
}

type Shard = Mutex<HashMap<Uuid, Arc<Slots>>>;

/// The licenses at which something is going on, on this node.
#[derive(Default)]
pub struct LicenseSlots {
    shards: Arc<[Shard; SHARDS]>,
}

impl LicenseSlots {
    fn register(&self, license: Uuid) -> Registration {
        let mut shard = shard(&self.shards, license).lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Slots { free: Arc::new(Semaphore::new(SLOTS)), waiting: AtomicUsize::new(0) });
        let slots = Arc::clone(shard.entry(license).or_insert_with(new));
        Registration { shards: Arc::clone(&self.shards), license, slots: Some(slots) }
    }

    /// How many wait for a slot of this license.
    pub fn waiting(&self, license: Uuid) -> usize {
        let shard = shard(&self.shards, license).lock().unwrap_or_else(PoisonError::into_inner);
        shard.get(&license).map_or(0, |slots| slots.waiting.load(Ordering::Relaxed))
    }

    /// How many licenses are remembered.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.lock().unwrap_or_else(PoisonError::into_inner).len()).sum()
    }

    /// Whether nothing is going on.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn shard(shards: &[Shard; SHARDS], license: Uuid) -> &Shard {
    &shards[usize::from(license.as_bytes()[15]) % SHARDS]
}

/// A slot of the license, until dropped.
pub(crate) struct Slot {
    _slot: Option<OwnedSemaphorePermit>,
    _registration: Option<Registration>,
}

/// Keeps the slots of a license in memory; the last one dropped removes them.
struct Registration {
    shards: Arc<[Shard; SHARDS]>,
    license: Uuid,
    slots: Option<Arc<Slots>>,
}

impl Drop for Registration {
    fn drop(&mut self) {
        let mut shard = shard(&self.shards, self.license).lock().unwrap_or_else(PoisonError::into_inner);
        self.slots = None;
        if shard.get(&self.license).is_some_and(|slots| Arc::strong_count(slots) == 1) {
            shard.remove(&self.license);
        }
    }
}

/// Counts who waits, also when the request is given up meanwhile.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Waits for a slot of the license. A fault that passes ([`Fault::is_busy`]) when there is none in time.
pub(crate) async fn acquire(cx: &Cx, license: Uuid) -> Result<Slot, Fault> {
    if cx.db().has_one_writer() {
        return Ok(Slot { _slot: None, _registration: None });
    }
    let registration = cx.service::<LicenseSlots>()?.register(license);
    let busy = || Fault::busy("too many devices ask for seats of one license");
    let slot = match &registration.slots {
        Some(slots) => wait(slots).await.ok_or_else(busy)?,
        None => return Err(busy()),
    };
    Ok(Slot { _slot: Some(slot), _registration: Some(registration) })
}

async fn wait(slots: &Slots) -> Option<OwnedSemaphorePermit> {
    let before = slots.waiting.fetch_add(1, Ordering::Relaxed);
    let _waits = Waits(&slots.waiting);
    if before >= MOST_WAITING {
        return None;
    }
    tokio::time::timeout(LONGEST_WAIT, Arc::clone(&slots.free).acquire_owned()).await.ok()?.ok()
}
