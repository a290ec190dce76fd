//! What can be done with accounts; one file per use case.

pub mod add_note;
pub(crate) mod change_password;
pub mod change_profile;
pub mod choose_notifications;
pub(crate) mod confirm;
pub mod create_confirmed;
pub mod create_invited;
pub mod delete_account;
pub(crate) mod delete_unconfirmed;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod forget_browser;
pub mod invite;
pub(crate) mod invite_again;
mod known_browsers;
mod limits;
mod links;
pub mod passwords;
pub(crate) mod pause_mails;
pub mod recover;
pub mod register;
pub mod remove_note;
pub mod search_account;
pub(crate) mod send_again;
pub(crate) mod set_password;
pub mod sign_in;
pub mod split_names;
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
