//! Reads.

pub mod chain;
pub mod conversation;
pub mod data_sets;
pub mod drafts;
pub(crate) mod goes;
pub mod licensed;
pub mod listed;
pub(crate) mod mail_known;
pub mod offers;
pub mod people;
pub(crate) mod routing;
pub mod staff;
pub mod waiting;
