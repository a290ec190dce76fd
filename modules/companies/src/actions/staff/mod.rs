//! What staff do with companies on request; each file is one use case. The steps that they share are in [`steps`].

pub mod add_branch;
pub mod begin_owner_change;
pub mod carry_out_owner_change;
pub mod change_facts;
pub mod clear_and_invite;
pub mod merge_companies;
pub mod proposals;
pub mod remove_branch;
pub mod rename_company;
mod steps;
pub mod verify_company;

pub use steps::{CompanyRefusal, ReasonRefusal};
pub(crate) use steps::{read_words, widened};
