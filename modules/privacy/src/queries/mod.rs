//! What pages and the gate read. Queries change nothing.

pub mod data_sets;
pub mod ledger;
pub mod memory;
pub mod registration;
pub mod standing;
pub mod statements;
