//! Few at a time at one license (LIC-10).
//!
//! Whoever takes or frees a seat locks the license's row until his commit, and on a server engine holds a connection meanwhile.
//! The devices of a large license that are switched on together would hold all connections of the node and wait for each
//! other, while its pages get none. So of one license two are at the database at a time; the others wait here, where
//! waiting costs nothing, and not for ever. Where all writers queue for one connection anyway, nobody waits here.

use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// At the database at a time, of one license.
const PLACES: usize = 2;
/// Waiting for a place, of one license; further ones are told to come again.
const MOST_WAITING: usize = 2_000;
/// How long one waits for a place.
const PATIENCE: Duration = Duration::from_secs(5);
const SHARDS: usize = 16;

struct Gate {
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
}

type Shard = Mutex<HashMap<Uuid, Arc<Gate>>>;

/// The licenses at which something is going on, on this node.
#[derive(Default)]
pub struct HotLicenses {
    shards: Arc<[Shard; SHARDS]>,
}

impl HotLicenses {
    fn enter(&self, license: Uuid) -> Visit {
        let mut shard = shard(&self.shards, license).lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Gate { places: Arc::new(Semaphore::new(PLACES)), waiting: AtomicUsize::new(0) });
        let gate = Arc::clone(shard.entry(license).or_insert_with(new));
        Visit { shards: Arc::clone(&self.shards), license, gate: Some(gate) }
    }

    /// How many wait for a place at this license.
    pub fn waiting(&self, license: Uuid) -> usize {
        let shard = shard(&self.shards, license).lock().unwrap_or_else(PoisonError::into_inner);
        shard.get(&license).map_or(0, |gate| gate.waiting.load(Ordering::Relaxed))
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

/// A place at the license's row, until dropped.
pub(crate) struct Turn {
    _place: Option<OwnedSemaphorePermit>,
    _visit: Option<Visit>,
}

/// Keeps the gate of a license; the last one who leaves takes it away.
struct Visit {
    shards: Arc<[Shard; SHARDS]>,
    license: Uuid,
    gate: Option<Arc<Gate>>,
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut shard = shard(&self.shards, self.license).lock().unwrap_or_else(PoisonError::into_inner);
        self.gate = None;
        if shard.get(&self.license).is_some_and(|gate| Arc::strong_count(gate) == 1) {
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

/// Waits for a place at the license's row. A fault that passes ([`Fault::is_busy`]) when there is none in time.
pub(crate) async fn turn(cx: &Cx, license: Uuid) -> Result<Turn, Fault> {
    if cx.db().has_one_writer() {
        return Ok(Turn { _place: None, _visit: None });
    }
    let visit = cx.service::<HotLicenses>()?.enter(license);
    let busy = || Fault::busy("too many devices ask for seats of one license");
    let place = match &visit.gate {
        Some(gate) => wait(gate).await.ok_or_else(busy)?,
        None => return Err(busy()),
    };
    Ok(Turn { _place: Some(place), _visit: Some(visit) })
}

async fn wait(gate: &Gate) -> Option<OwnedSemaphorePermit> {
    let before = gate.waiting.fetch_add(1, Ordering::Relaxed);
    let _waits = Waits(&gate.waiting);
    if before >= MOST_WAITING {
        return None;
    }
    tokio::time::timeout(PATIENCE, Arc::clone(&gate.places).acquire_owned()).await.ok()?.ok()
}
