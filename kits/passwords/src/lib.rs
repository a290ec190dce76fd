//! Passwords: what a new one must be like, and the pool that hashes and checks them.
//!
//! [`HashPool`] runs Argon2id on a few threads of its own at lowered priority, so that a wave of
//! sign-ins makes sign-ins wait and not pages; it is a service of the installation, shared by customers
//! and staff. [`Policy`] is asked before a password is set (ACC-5): its plain rules directly, its estimate by
//! [`HashPool::check`] on the same threads; [`check_new`] adds the vendor's words. Hashes that another program made are checked there too ([`foreign`], ACC-18).

mod common;
mod first_guesses;
pub mod foreign;
mod hashing;
mod leaks;
mod names;
pub mod policy;
mod pool;
mod texts;

pub use foreign::{ForeignError, ForeignHash};
pub use hashing::{Cost, Verified};
pub use leaks::LeakService;
pub use names::{MOST_PRODUCTS, ProductNames, SharedProductNames, check_new};
pub use policy::{ESTIMATED_CHARACTERS, LONGEST_BYTES, PasswordError, Policy};
pub use pool::HashPool;

pub use texts::TEXTS;
pub(crate) use texts::texts;
