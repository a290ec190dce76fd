//! How requests lie in the index of words (kit `search`).

/// The kind of their rows.
pub const KIND: &str = "support.request";
/// The part of what staff alone may read.
pub const NOTES: &str = "staff";
