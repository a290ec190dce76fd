//! What pages and the API read. Queries change nothing.

pub mod entries;
