//! The bounded place where papers are set: beside the server's threads, few at a time.

use crate::paper::Paper;
use gatehouse_context::{Cx, Services};
use gatehouse_core::Fault;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

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
    cx.service::<Press>()?.print(paper).await
}

impl Press {
    async fn print(&self, paper: Paper) -> Result<Vec<u8>, Fault> {
        let turn = self.turn().await?;
        // The turn ends with the work, also when nobody waits for it any more.
        let set = move || {
            let _turn = turn;
            paper.set()
        };
        tokio::task::spawn_blocking(set).await?
    }

    async fn turn(&self) -> Result<OwnedSemaphorePermit, Fault> {
        let busy = || Fault::busy("too many papers are printed at once");
        let before = self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = Waits(&self.waiting);
        if before >= MOST_WAITING {
            return Err(busy());
        }
        let turn = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.free).acquire_owned()).await;
        turn.map_err(|_| busy())?.map_err(|_| busy())
    }
}

#[cfg(test)]
mod tests {
    use super::{AT_ONCE, MOST_WAITING, Press};
    use crate::letterhead::Letterhead;
    use crate::paper::Paper;
    use gatehouse_core::{Lang, Moment};
    use std::sync::atomic::Ordering;

    fn paper() -> Paper {
        let id = ("1".to_owned(), Moment(0));
        Paper::new(Letterhead::plain("Aurora"), Lang::En, "Title", id, |_, page, of| format!("{page}/{of}"))
    }

    /// ALL-2
    #[tokio::test]
    async fn few_are_set_at_a_time_and_too_many_are_told_to_come_again() {
        let press = Press::default();
        let made = tokio::join!(press.print(paper()), press.print(paper()), press.print(paper()));
        assert_eq!(made.0.unwrap(), made.2.unwrap());
        assert_eq!((press.free.available_permits(), press.waiting.load(Ordering::Relaxed)), (AT_ONCE, 0));
        press.waiting.store(MOST_WAITING, Ordering::Relaxed);
        assert!(press.print(paper()).await.unwrap_err().is_busy());
    }
}
