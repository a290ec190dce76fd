//! What pages, mails and the API read; nothing here changes anything.

pub mod counts;
pub(crate) mod data_sets;
pub mod offered;
pub(crate) mod recipients;
pub mod trials;
