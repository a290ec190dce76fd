//! A company's directory (COM-14): tokens, what its groups give, and what it does to users by SCIM 2.0 ([`directory`]).

pub mod adopt;
mod blocking;
pub mod call;
pub mod directory;
mod enrol;
mod groups;
mod invite;
pub mod map_group;
pub mod tokens;
mod users;
