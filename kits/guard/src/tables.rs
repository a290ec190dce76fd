//! What the guard stores: keyed hashes and numbers, never a person.

pub mod counter;
pub mod spent_challenge;
