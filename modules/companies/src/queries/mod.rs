//! What pages, mails and the modules above read.

pub mod branches;
pub mod companies;
pub mod data_sets;
pub(crate) mod domains;
pub mod former;
pub mod invitations;
pub mod log;
pub mod members;
pub mod membership;
pub mod registrations;
pub mod requests;
pub mod seals;
pub(crate) mod told;
