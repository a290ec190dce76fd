//! What the disk under the database last said: which connections may be used again, and whether writes succeed.

use crate::reach;
use gatehouse_core::Fault;
use sea_orm::DbErr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// While it fails on, the log says so this often.
const REMIND: Duration = Duration::from_secs(10);

/// The state of what is below the database; one for each [`crate::Db`], shared by its clones.
#[derive(Debug, Default)]
pub(crate) struct Storage {
    /// Connections made up to this moment are not used again.
    condemned: Mutex<Option<Instant>>,
    /// The last fault was not followed by a write that succeeded.
    failing: AtomicBool,
    said: Mutex<Option<Instant>>,
}

impl Storage {
    /// Every connection that exists now is closed instead of being used again.
    pub(crate) fn condemn(&self) {
        *self.condemned.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Whether a connection that is between two uses may be used again.
    pub(crate) fn is_fit(&self, in_transaction: bool, age: Duration) -> bool {
        let condemned = *self.condemned.lock().unwrap_or_else(PoisonError::into_inner);
        // A moment that cannot be told is one before everything.
        let is_new = condemned.is_none_or(|at| Instant::now().checked_sub(age).is_some_and(|made| made > at));
        // After a fault the transaction is what one expects; otherwise nobody knows how it came to be.
        if in_transaction && is_new {
            tracing::error!("a connection was left inside a transaction; it is closed");
            metrics::counter!("gatehouse_database_connections_closed_total").increment(1);
        }
        is_new && !in_transaction
    }

    /// Looks at an error of a write. `true` when the disk or the server under it is the cause: then nothing more may be
    /// done in that transaction, and every connection is made anew.
    pub(crate) fn saw(&self, error: &DbErr) -> bool {
        let Some(kind) = reach::storage_fault(error) else { return false };
        self.condemn();
        self.failing.store(true, Ordering::Release);
        metrics::counter!("gatehouse_database_faults_total", "kind" => kind).increment(1);
        metrics::gauge!("gatehouse_database_writable").set(0.0);
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.is_none_or(|at| at.elapsed() > REMIND) {
            *said = Some(Instant::now());
            tracing::error!(kind, %error, "the database cannot store what it is given; nothing is acknowledged until it can");
        }
        true
    }

    /// A write has succeeded.
    pub(crate) fn wrote(&self) {
        metrics::gauge!("gatehouse_database_writable").set(1.0);
        if self.failing.swap(false, Ordering::AcqRel) {
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = None;
            tracing::info!("the database stores again what it is given");
        }
    }

    /// Whether the last fault was not followed by a write that succeeded.
    pub(crate) fn refuse_failing(&self) -> Result<(), Fault> {
        if self.failing.load(Ordering::Acquire) {
            return Err(Fault::busy("the database could not store what it was given"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Storage;
    use std::time::Duration;

    /// ALL-6
    #[test]
    fn a_connection_from_before_a_fault_or_inside_a_transaction_is_not_used_again() {
        let storage = Storage::default();
        assert!(storage.is_fit(false, Duration::from_secs(3)));
        assert!(!storage.is_fit(true, Duration::ZERO));
        storage.condemn();
        assert!(!storage.is_fit(false, Duration::from_secs(3)));
        // One that was made after the fault. The clock of the machine may have stood still between the two calls.
        while storage.condemned.lock().unwrap().is_some_and(|at| at.elapsed().is_zero()) {}
        assert!(storage.is_fit(false, Duration::ZERO));
    }
}
