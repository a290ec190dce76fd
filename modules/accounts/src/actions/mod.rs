//! What can be done with accounts; one file per use case.

pub(crate) mod add_app;
pub mod add_note;
pub mod advance_removals;
pub(crate) mod ask_attaching;
pub mod ask_removal;
pub(crate) mod attach_by_link;
pub(crate) mod attach_service;
pub(crate) mod change_password;
pub mod change_profile;
pub mod choose_notifications;
pub(crate) mod confirm;
pub mod create_confirmed;
pub mod delete_account;
pub(crate) mod delete_unconfirmed;
pub(crate) mod detach_service;
pub(crate) mod distrust_browser;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod enter_by_service;
pub(crate) mod factors;
pub(crate) mod forget_browser;
pub(crate) mod identities;
pub mod invite;
pub(crate) mod keep_factors;
mod known_browsers;
mod limits;
mod links;
pub mod passwords;
pub(crate) mod pause_mails;
pub(crate) mod prove_by_service;
pub mod recover;
pub mod register;
pub(crate) mod register_by_service;
mod removals;
pub(crate) mod remove_factor;
pub mod remove_note;
pub(crate) mod renew_recovery_codes;
pub mod search_account;
pub mod second_step;
pub(crate) mod send_again;
pub(crate) mod set_own_password;
pub(crate) mod set_password;
pub mod sign_in;
pub mod sign_out_everywhere;
pub mod split_names;
pub mod start_removal;
pub(crate) mod step_up;
pub(crate) mod tell_of_browsers;
pub(crate) mod welcome;

use crate::tables::account::{Entity, Model};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The account's row, held until the transaction ends.
async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}
