//! Use cases: the only way to change anything.

pub mod clients;
