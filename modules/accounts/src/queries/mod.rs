//! Reads. What other modules may ask is in [`contacts`].

pub(crate) mod browsers;
pub mod contacts;
pub(crate) mod factors;
pub(crate) mod identities;
pub(crate) mod links;
pub mod notes;
pub(crate) mod own;
pub(crate) mod sealed;
pub(crate) mod sessions;
pub mod staff;
