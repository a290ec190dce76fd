//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub mod add_branch;
pub mod add_member;
pub mod end_membership;
pub mod enter;
pub mod found;
pub mod lock;
pub mod move_lookups;
pub mod place;
pub mod restate;

pub mod ask_leaving;
pub mod block;
pub mod block_all;
pub mod carry_over;
pub mod change_member;
pub mod leave;
pub mod mail_password;
pub mod remove_branch;
pub mod remove_member;
pub mod set_rights;
mod target;
