//! Reads. What other modules may ask is in [`contacts`].

pub(crate) mod addresses;
pub(crate) mod browsers;
pub mod contacts;
pub(crate) mod data_sets;
pub(crate) mod exports;
pub(crate) mod factors;
pub(crate) mod identities;
pub(crate) mod imported;
pub(crate) mod links;
pub(crate) mod logins;
pub mod notes;
pub(crate) mod own;
pub(crate) mod passkeys;
pub(crate) mod phones;
pub mod proofs;
pub(crate) mod sealed;
pub(crate) mod sessions;
pub mod staff;
pub(crate) mod stops;
