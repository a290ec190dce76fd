//! The guard: one place that says how often somebody may try.
//!
//! - [`network`]: where a request came from, at every width that is counted.
//! - [`limit`]: rate limits in memory, per network or any other key.
//! - [`budget`]: what a door that is open to strangers may cost, in one value.
//! - [`counters`]: slow counters in rows, which hold across nodes and restarts, and their rules.
//! - [`sign_in`]: which counters stand before a password.
//! - [`attempts`]: lets a try through, or says how long to wait.
//! - [`lanes`]: fair queueing before a pool that all share.
//! - [`equal`]: answers that take the same time whatever they found.
//! - [`request`]: a form in which a stranger leaves a request that a job answers by mail.
//! - [`human`]: the human check (proof of work, picture without JavaScript).
//!
//! Customers, staff and licenses are counted apart, by the same code. A wait is for who caused it: what strangers do never
//! keeps out a browser that was in before, and everybody else in doubt passes the human check.

pub mod attempts;
pub mod budget;
mod challenges;
pub mod counters;
pub mod equal;
pub mod human;
pub mod inventory;
pub mod lanes;
pub mod limit;
pub mod network;
pub mod request;
pub mod sign_in;
pub mod tables;
mod texts;

pub use budget::Budget;
pub use equal::{EqualAnswer, EqualAnswers};
pub use lanes::{Asker, Lane, Pressure};
pub use limit::{Limit, TooOften};
pub use network::Network;

pub use texts::TEXTS;
pub(crate) use texts::texts;

use gatehouse_context::Services;
use gatehouse_db::Migration;
use std::sync::Arc;

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![gatehouse_db::migration!(20261128410600, "guard")]
}

/// Puts the guard into the installation. A program that has a pool of hashers puts its [`Pressure`] in before.
/// `limits`: whether rate limits per network apply; off only in tests and development.
pub fn services(services: &mut Services, clock: Arc<dyn gatehouse_core::Clock>, limits: bool) {
    let pressure = services.get::<Pressure>().cloned().unwrap_or_default();
    services.put(limit::Limits::new(clock, limits));
    services.put(challenges::Challenges::new(pressure));
    services.put(attempts::Attempts::default());
}
