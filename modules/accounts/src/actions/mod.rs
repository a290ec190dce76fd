//! What can be done with accounts; one file per use case.

pub(crate) mod add_app;
pub mod add_note;
pub(crate) mod add_passkey;
pub(crate) mod add_phone;
pub(crate) mod addresses;
pub mod advance_removals;
pub mod advance_waiting_passwords;
pub mod answer_question;
pub mod ask_address_change;
pub(crate) mod ask_attaching;
pub mod ask_removal;
pub(crate) mod attach_by_link;
pub(crate) mod attach_service;
pub(crate) mod cancel_address_change;
pub(crate) mod change_password;
pub mod change_profile;
pub mod choose_login;
pub mod choose_notifications;
pub(crate) mod confirm;
pub mod confirm_address;
pub mod create_confirmed;
pub mod create_invited;
pub mod delete_account;
pub(crate) mod delete_unconfirmed;
pub(crate) mod detach_service;
pub(crate) mod distrust_browser;
pub(crate) mod download_export;
pub(crate) mod end_other_sessions;
pub(crate) mod end_session;
pub(crate) mod enter_by_service;
pub(crate) mod factors;
mod first_use;
pub(crate) mod forget_browser;
pub(crate) mod identities;
pub mod import_accounts;
pub mod invite;
pub(crate) mod invite_again;
pub(crate) mod keep_factors;
mod known_browsers;
mod limits;
mod links;
pub mod make_export;
pub(crate) mod offer_phone;
pub mod passkey_sign_in;
pub mod passkey_step;
pub mod passwords;
pub(crate) mod pause_mails;
pub(crate) mod prove_by_service;
pub mod recover;
pub(crate) mod recover_by_text;
pub mod register;
pub(crate) mod register_by_service;
mod removals;
pub(crate) mod remove_factor;
pub mod remove_note;
pub(crate) mod rename_factor;
pub(crate) mod renew_recovery_codes;
pub mod request_export;
pub mod search_account;
pub mod second_step;
pub(crate) mod send_address_again;
pub(crate) mod send_again;
pub(crate) mod send_code;
pub(crate) mod set_own_password;
pub(crate) mod set_password;
pub mod sign_in;
pub mod sign_out_everywhere;
pub mod split_names;
pub mod start_removal;
pub(crate) mod step_up;
pub(crate) mod stop_waiting_password;
pub(crate) mod tell_of_browsers;
mod text_codes;
pub mod undo_address;
mod waiting_passwords;
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
