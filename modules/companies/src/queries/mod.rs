//! What pages, mails and the modules above read.

pub(crate) mod above;
pub(crate) mod blocking;
pub mod branches;
pub mod companies;
pub mod data_sets;
pub(crate) mod deletions;
pub mod domains;
pub mod former;
pub mod log;
pub mod members;
pub mod membership;
pub mod owner_changes;
pub mod proposals;

pub mod one_member;

pub(crate) mod goes;
pub(crate) mod portal_changes;
pub mod recipients;
pub mod seals;
pub mod staff;

pub mod invitations;
pub mod provider;
pub mod registrations;
pub mod requests;
pub mod scim;
pub(crate) mod settled;
