//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub mod add_branch;
pub mod add_member;
pub mod domains;
pub mod end_membership;
pub mod enter;
pub mod found;
pub mod lock;
pub mod move_lookups;
pub mod place;
pub mod provider;
pub mod restate;
pub mod scim;
