//! Mail domains that a company claims (COM-14). A claim attaches nobody and renames nobody; when it is lost, its users stay.

pub mod award;
pub mod claim;
pub mod look;
pub mod remove;
