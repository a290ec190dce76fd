//! What pages, mails and the modules above read.

pub(crate) mod above;
pub(crate) mod blocking;
pub mod branches;
pub mod companies;
pub mod data_sets;
pub mod former;
pub mod log;
pub mod members;
pub mod membership;
pub mod one_member;
pub mod seals;
