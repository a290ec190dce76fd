//! What pages and the API read; nothing here changes anything.

pub mod acceptances;
pub mod brings;
pub mod cards;
pub mod certificate;
pub mod company_licenses;
pub mod company_usage;
pub mod customer_license;
pub mod customer_licenses;
pub(crate) mod data_sets;
pub(crate) mod decision;
pub mod device_list;
pub mod devices;
pub mod documents;
pub mod entitlement;
pub mod home;
pub(crate) mod issued_from_catalog;
pub mod key_files;
pub mod license;
pub mod licenses;
pub mod life;
pub(crate) mod merged_seats;
pub(crate) mod notes;
pub mod orders;
pub(crate) mod over_use;
pub mod pasted;
pub mod people;
pub mod person_devices;
pub(crate) mod proposals;
pub mod purchases;
pub(crate) mod recipients;
pub mod renewals;
pub mod renewals_by_date;
pub mod reports;
pub mod rescues;
pub mod revocations;
pub mod row_details;
pub mod seat_holder;
pub mod sellers;
pub mod sold_changes;
pub mod staff_home;
pub mod staff_notes;
pub(crate) mod status_lists;
pub(crate) mod status_sql;
pub mod trial_licenses;
pub mod usage;
pub(crate) mod verifications;

use gatehouse_context::{Look, May};

pub use gatehouse_db::Sorting;

/// What is told of a thing to whoever has just changed it (ALL-8). The log says who changed it, so this is no look.
pub enum AfterChange<V: Look, R> {
    /// To those who may look at it as well: all of it.
    Whole(V, May<V::Right>),
    /// To a key that may change and not look: of this row no more than which one it is, and how it stands.
    Brief(R),
}
