//! Leases (LIC-10, LIC-16): the signed right of one device to run one product until a moment.
//!
//! - [`token`]: what a product shows for its next lease.
//! - [`desk`]: answers a renewal from memory.
//! - [`stops`]: what must not be renewed unasked; written by actions, read by every node.
//! - [`keys`], [`root`]: who signs, and who vouches for it.
//! - [`cache`], [`seen`], [`background`]: the answers of a minute, who asked, and the work beside requests.

pub mod background;
pub mod cache;
pub mod desk;
pub mod keys;
pub mod root;
pub mod seen;
pub mod stops;
pub mod token;

pub use desk::{Issued, LeaseDesk, Renewal};
pub use keys::LeaseKeys;
pub use stops::{license_changed, stop_activation, stop_license};
pub use token::LeaseFacts;
