//! What pages and the API read; nothing here changes anything.

pub mod beside;
pub mod catalog;
pub mod customer_license;
pub mod customer_licenses;
pub mod devices;
pub mod license;
pub mod licenses;
pub mod orders;
pub mod revocations;
pub mod seat_ground;
pub mod seat_holder;
pub(crate) mod status_sql;

pub use gatehouse_db::Sorting;

/// What is told of a thing to whoever has just changed it (ALL-8). The log says who changed it, so this is no look.
pub enum AfterChange<V, R> {
    /// To those who may look at it as well: all of it.
    Whole(V),
    /// To a key that may change and not look: of this row no more than which one it is, and how it stands.
    Brief(R),
}
