//! The tables.

pub mod delivery;
pub mod endpoint;
