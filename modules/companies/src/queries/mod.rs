//! What pages, mails and the modules above read.

pub mod branches;
pub mod companies;
pub mod data_sets;
pub mod domains;
pub mod former;
pub mod log;
pub mod members;
pub mod membership;
pub mod provider;
pub mod scim;
pub mod seals;
pub(crate) mod settled;
