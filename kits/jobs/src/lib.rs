//! The outbox and its runner.
//!
//! A change that needs something done later (a mail, a batch of codes, a sweep) writes a job in its own
//! transaction with [`enqueue`]. The runner claims due jobs with a lease, so a job survives `kill -9` and
//! runs *at least* once; a handler that changes the database finishes the job in its own transaction
//! ([`Claimed::finish`]), so that this change happens exactly once. A job that keeps failing backs off and
//! ends as a dead letter that staff can see and run again; a try that panics or ends the whole process counts
//! like any other. Schedules are rows; whichever node comes first fires a tick. Scheduled work is never a dead
//! letter: it gives up its run, and its schedule makes the next.

pub mod audit_log;
pub mod checkpoint;
pub mod clock_watch;
pub mod inventory;
pub mod outbox;
pub mod retention;
pub mod runner;
pub mod schedule;
pub mod table;

pub use clock_watch::ClockWatch;
pub use outbox::{Claimed, NewJob, enqueue, enqueue_all};
pub use runner::{JobEnd, JobFailure, JobHandler, Runner};
pub use schedule::Schedule;

use gatehouse_db::Migration;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![
        gatehouse_db::migration!(20261121000200, "outbox"),
        gatehouse_db::migration!(20261122000200, "dead_letters_hold_no_key"),
        gatehouse_db::migration!(20261128410500, "the_last_believed_moment"),
    ]
}
