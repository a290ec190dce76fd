//! What pages, mails and the modules above read.

pub mod branches;
pub mod companies;
pub mod data_sets;
pub(crate) mod deletions;
pub mod former;
pub(crate) mod goes;
pub mod log;
pub mod members;
pub mod membership;
pub mod notices;
pub(crate) mod portal_changes;
pub(crate) mod recipients;
pub mod seals;
