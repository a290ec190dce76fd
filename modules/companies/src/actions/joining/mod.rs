//! Joining a company by a license (COM-2), and what its administrators decide about it.

pub mod answer_request;
pub mod join;
pub mod tell_administrators;
