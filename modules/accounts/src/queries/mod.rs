//! Reads. What other modules may ask is in [`contacts`].

pub mod contacts;
pub mod links;
pub mod own;
pub mod sealed;
pub mod sessions;
pub mod staff;
