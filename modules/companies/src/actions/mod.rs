//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub mod add_branch;
pub mod add_member;
pub mod end_membership;
pub mod enter;
pub mod found;
pub mod invitations;
pub mod joining;
pub mod lock;
pub mod move_lookups;
pub mod place;
pub mod registrations;
pub mod restate;
