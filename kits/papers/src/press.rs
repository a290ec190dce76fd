//! The bounded place where papers are set: beside the server's threads, few at a time.

use crate::paper::Paper;
use gatehouse_context::{Cx, Services};
use gatehouse_core::Fault;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

/// Set at a time, on one node.
pub const AT_ONCE: usize = 2;
/// Waiting for their turn, on one node; further ones are told to come again.
pub const MOST_WAITING: usize = 64;
/// How long one waits.
pub const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The place.
pub struct Press {
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Default for Press {
    fn default() -> Self {
        Self { free: Arc::new(Semaphore::new(AT_ONCE)), waiting: AtomicUsize::new(0) }
    }
}

/// Puts the place in, unless another module has.
pub fn services(services: &mut Services) {
    if services.get::<Press>().is_err() {
        services.put(Press::default());
    }
}

/// Counts who waits, also when the request is given up meanwhile.
struct Waits<'a>(&'a AtomicUsize);

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Prints a paper. A fault that passes ([`Fault::is_busy`]) when too many are printed. Not to be called inside a transaction.
pub async fn print(cx: &Cx, paper: Paper) -> Result<Vec<u8>, Fault> {
    let press = cx.service::<Press>()?;
    let busy = || Fault::busy("too many papers are printed at once");
    let turn = {
        let before = press.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = Waits(&press.waiting);
        if before >= MOST_WAITING {
            return Err(busy());
        }
        let turn = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&press.free).acquire_owned()).await;
        turn.map_err(|_| busy())?.map_err(|_| busy())?
    };
    // The turn ends with the work, also when nobody waits for it any more.
    let set = move || {
        let _turn = turn;
        paper.set()
    };
    tokio::task::spawn_blocking(set).await?
}
