//! What staff read of companies. Who is looked at has a line in the audit log for it ([`gatehouse_context::Seen`]).

pub mod claims;
pub mod companies;
pub mod company;
pub(crate) mod home;
pub mod parts;
pub mod users;
