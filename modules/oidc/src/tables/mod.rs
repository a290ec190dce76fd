//! The entities: one file per table. Rows are written by `actions` only.

pub mod client;
pub mod client_secret;
