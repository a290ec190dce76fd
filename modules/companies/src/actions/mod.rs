//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub mod add_branch;
pub mod add_member;
pub mod advance_owner_changes;
pub mod ask_leaving;
pub mod ask_owner_change;
pub mod block;
pub mod block_all;
pub mod carry_over;
pub mod change_member;

pub mod ask_deletion;
pub mod change_settings;
pub mod choose_notices;
pub mod delete_company;
pub(crate) mod deliver_news;
pub(crate) mod deliver_portal_change;

pub mod confirm;
pub mod domains;
pub mod end_membership;
pub(crate) mod end_sign_in;
pub mod enter;
pub mod found;
pub(crate) mod gather_news;
pub mod leave;

pub mod invitations;
pub mod joining;
pub mod lock;
pub mod mail_password;
pub mod move_lookups;
pub mod object_owner_change;
pub mod owner_change_steps;
pub mod place;
pub mod remove_branch;
pub mod remove_member;

pub mod registrations;
pub mod restate;
pub mod set_rights;
pub(crate) mod sort_names;
pub mod staff;
mod take_out;
mod target;

pub mod provider;
pub(crate) mod purge_company;
pub mod remove_logo;
pub mod require_factor;
pub mod restore_company;
pub mod scim;
pub mod set_logo;
pub mod stop_notice;
pub mod tell;
pub(crate) mod tell_of_deletion;
pub mod tell_of_portal;
