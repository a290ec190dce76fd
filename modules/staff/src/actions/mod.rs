//! What can be done: one file per use case. The only way to change anything.

mod add_passkey;
mod administrators;
mod all_members;
mod brand;
pub mod browsers;
mod change_member;
mod change_password;
mod change_preferences;
mod confirm_code;
mod create_api_key;
mod create_member;
mod disable_member;
mod discard_dead_letter;
mod enable_member;
mod end_other_sessions;
mod end_own_session;
mod give_presence_code;
pub mod grant;
pub mod limits;
mod links;
mod make_presence_code;
mod new_network;
mod passkey_sign_in;
mod passkey_step_up;
mod passkeys;
pub mod passwords;
mod presence_code;
mod proofs;
mod remember_browser;
mod remove_passkey;
mod renew_recovery_codes;
mod repair_member;
mod reset_access;
mod reset_second_factor;
mod revoke_api_key;
mod run_again;
mod run_all_again;
mod second_factor;
mod see_log;
mod send_invitation;
mod set_password;
mod set_up;
mod sign_in;
mod sign_out;
pub mod single_sign_on;
mod step_up;
pub mod webhooks;

pub use add_passkey::add_passkey;
pub use all_members::{Listed, all_members};
pub use brand::{BrandError, BrandRefusal, judge_brand, remove_brand_picture, save_brand, set_brand_picture};
pub use change_member::{MemberChange, change_member};
pub use change_password::change_password;
pub use change_preferences::{Preferences, change_preferences};
pub use confirm_code::confirm_code;
pub use create_api_key::{ApiKeyError, CreateApiKeyRefusal, MadeKey, NewApiKey, create_api_key};
pub use create_member::{CreatedMember, NewMember, create_member};
pub use disable_member::{KeysMade, disable_member};
pub use discard_dead_letter::discard_dead_letter;
pub use enable_member::enable_member;
pub use end_other_sessions::end_other_sessions;
pub use end_own_session::end_own_session;
pub use give_presence_code::give_presence_code;
pub(crate) use links::BUDGET as LINK_BUDGET;
pub use links::{CONNECT_WITHIN, check_link};
pub use make_presence_code::make_presence_code;
pub(crate) use passkey_sign_in::BUDGET as PASSKEY_BUDGET;
pub use passkey_sign_in::{SignedIn, confirm_passkey, passkey_sign_in};
pub use passkey_step_up::passkey_step_up;
pub use remember_browser::remember_browser;
pub use remove_passkey::remove_passkey;
pub use renew_recovery_codes::renew_recovery_codes;
pub use repair_member::{Repaired, repair_member};
pub use reset_access::reset_access;
pub use reset_second_factor::reset_second_factor;
pub use revoke_api_key::{RevokeApiKeyRefusal, revoke_api_key};
pub use run_again::run_again;
pub use run_all_again::run_all_again;
pub(crate) use second_factor::BUDGET as CODES_BUDGET;
pub(crate) use see_log::readable;
pub use see_log::{SeenLog, see_log};
pub use send_invitation::send_invitation;
pub use set_password::set_password;
pub use set_up::{SetUp, offered_secret, set_up_second_factor};
pub(crate) use sign_in::BUDGET as SIGN_IN_BUDGET;
pub use sign_in::{Next, PasswordPassed, SIGN_IN_FORM, SignIn, sign_in};
pub use sign_out::{SignedOut, sign_out};
pub use step_up::{Proof, step_up};

use crate::model::roles;
use crate::tables::staff::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, StaffActor, Uuid};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The same context with the member as who acts, for the audit lines of signing in.
fn as_member(cx: &Cx, member: &Model) -> Cx {
    cx.acting_as(Actor::Staff(StaffActor { id: member.id, roles: roles::split(&member.roles) }))
}

/// The member's row, held until the transaction ends.
async fn locked(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(&**tx).await?)
}

/// Writes what `row` sets, states their rights anew where they change, and counts the change; answers the statement's number
/// for the audit log. A member that changed since it was read is a fault: hold it first.
async fn save(cx: &Cx, tx: &Tx, member: &Model, row: ActiveModel) -> Result<i64, Fault> {
    let (row, number) = grant::restate(cx, &**tx, member, row).await?;
    write(tx, member, row).await?;
    grant::note(cx, tx, member.id, number)?;
    Ok(number)
}

/// The number of a member's statement, for an audit line.
fn numbered(number: i64) -> serde_json::Value {
    serde_json::json!({ grant::NUMBER: number })
}

async fn write(tx: &Tx, member: &Model, row: ActiveModel) -> Result<(), Fault> {
    let row = ActiveModel { id: sea_orm::Unchanged(member.id), version: sea_orm::Set(member.version + 1), ..row };
    Entity::update(row).validate()?.filter(Column::Version.eq(member.version)).exec(&**tx).await?;
    Ok(())
}
