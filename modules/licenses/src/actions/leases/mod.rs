//! Leases (LIC-10, LIC-16): the signed right of one device to run one product until a moment.
//!
//! - [`token`]: what a product shows for its next lease.
//! - [`issuer`]: answers a renewal from memory.
//! - [`stops`]: what must not be renewed unasked; written by actions, read by every node.
//! - [`keys`], [`root`]: who signs, and who vouches for it.
//! - [`lists`]: how new the revocation lists are, which no lease is dated before.
//! - [`cache`], [`seen`], [`background`]: the answers of a minute, who asked, and the work beside requests.

pub mod background;
pub mod cache;
pub mod issuer;
pub mod keys;
pub mod lists;
pub mod root;
pub mod seen;
pub mod stops;
pub mod token;

pub use cache::Prepared;
pub use issuer::{Issued, LeaseIssuer, Renewal};
pub use keys::IssuingKeys;
pub use stops::{license_changed, licenses_changed, stop_activation, stop_activations, stop_license};
pub use token::LeaseFacts;

use gatehouse_context::App;

/// Why this node cannot renew leases, from memory alone: `/health/renewals`. What it says no to, a renewal is refused for too
/// (503): a balancer sends renewals to nodes that know better.
pub(crate) fn trouble(app: &App) -> Option<String> {
    let issuer = app.services.get::<LeaseIssuer>().ok()?;
    let now = app.clock.now();
    if !issuer.keys().in_use().is_ok_and(|keys| now < keys.ends) {
        return Some("no issuing key is valid".to_owned());
    }
    let seconds = issuer.stops().age(now, app.clock.elapsed()) / gatehouse_core::SECOND;
    (!issuer.is_up_to_date(app, now)).then(|| format!("the stops of other nodes were last read {seconds} s ago"))
}
