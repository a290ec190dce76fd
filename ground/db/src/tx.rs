//! An open write transaction.

use crate::watched::{Place, Work};
use gatehouse_core::Fault;
use std::ops::Deref;
use std::sync::{Mutex, PoisonError};

type AfterCommit = Box<dyn FnOnce() + Send>;

/// An open write transaction. Dropped without [`Tx::commit`], it rolls back.
pub struct Tx {
    work: Work,
    after: Mutex<Vec<AfterCommit>>,
    /// Dropped after the work: the next writer comes when this one has ended.
    place: Place,
}

impl Tx {
    pub(crate) const fn new(work: Work, place: Place) -> Self {
        Self { work, after: Mutex::new(Vec::new()), place }
    }

    /// Does `f` once the transaction has been committed; never when it rolls back. For waking the job
    /// runner and for caches, not for effects that must not be lost: those are jobs.
    pub fn after_commit(&self, f: impl FnOnce() + Send + 'static) {
        self.after.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(f));
    }

    /// Commits; only then is the change acknowledged. Where the disk or the server fails under it, the fault is one that
    /// passes ([`Fault::is_busy`]).
    pub async fn commit(self) -> Result<(), Fault> {
        let Self { work, after, place } = self;
        let committed = work.commit().await;
        drop(place);
        committed.map_err(|error| crate::reach::busy_if_unreachable(error.into()))?;
        for f in after.into_inner().unwrap_or_else(PoisonError::into_inner) {
            f();
        }
        Ok(())
    }

    /// Rolls back now rather than when dropped.
    pub async fn rollback(self) -> Result<(), Fault> {
        let Self { work, after: _, place } = self;
        let ended = work.rollback().await;
        drop(place);
        ended.map_err(|error| crate::reach::busy_if_unreachable(error.into()))
    }
}

impl Deref for Tx {
    type Target = Work;
    fn deref(&self) -> &Work {
        &self.work
    }
}
