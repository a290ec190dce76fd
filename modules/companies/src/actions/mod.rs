//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub mod add_branch;
pub mod add_member;
pub mod ask_deletion;
pub mod change_settings;
pub mod choose_notices;
pub mod delete_company;
pub(crate) mod deliver_news;
pub(crate) mod deliver_portal_change;
pub mod end_membership;
pub mod enter;
pub mod found;
pub mod lock;
pub mod move_lookups;
pub mod place;
pub(crate) mod purge_company;
pub mod remove_logo;
pub mod rename_company;
pub mod require_factor;
pub mod restate;
pub mod restore_company;
pub mod set_logo;
pub(crate) mod sort_names;
pub mod stop_notice;
pub mod tell;
pub(crate) mod tell_of_deletion;
pub mod tell_of_portal;
