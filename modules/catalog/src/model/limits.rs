//! How far a product's rules for devices go.

/// The longest lease that a product may have, in days. A lease older than that has ended by itself.
pub const MOST_LEASE_DAYS: i64 = 90;
/// The most freed seats of a license that a product may let count at once.
pub const MOST_TRANSFERS: i64 = 100_000;
/// The most named groups of applications of a product: each has a key file of its own, beside the default one.
pub const MOST_GROUPS: usize = 15;
