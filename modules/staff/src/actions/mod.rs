//! What can be done: one file per use case. The only way to change anything.

mod api_keys;
pub mod browsers;
mod change_member;
mod create_member;
mod dead_letters;
pub mod grant;
pub mod limits;
mod look_at_audit;
mod new_network;
mod own_sessions;
pub mod passwords;
mod presence;
mod profile;
mod remember_browser;
mod repair;
mod second_factor;
mod set_password;
mod set_up;
mod sign_in;
mod step_up;

pub use api_keys::{ApiKeyError, ApiKeyRefusal, MadeKey, NewApiKey, create_api_key, revoke_api_key};
pub use change_member::{
    KeysMade, MemberChange, change_member, disable_member, enable_member, reset_second_factor, send_invitation,
};
pub use create_member::{CreatedMember, NewMember, create_member};
pub use dead_letters::{DeadLetterRefusal, discard_dead_letter, run_again, run_all_again};
pub use look_at_audit::{SeenLog, look_at_audit, see_log};
pub use own_sessions::{end_other_sessions, end_own_session};
pub use presence::{give_presence_code, make_presence_code};
pub use profile::{Preferences, change_password, change_preferences, renew_recovery_codes};
pub use remember_browser::remember_browser;
pub use repair::{Listed, Repaired, all_members, member_of, repair_member};
pub(crate) use second_factor::BUDGET as CODES_BUDGET;
pub use second_factor::confirm_code;
pub(crate) use set_password::BUDGET as LINK_BUDGET;
pub use set_password::{CONNECT_WITHIN, LINK_LIFE, check_link, set_password};
pub use set_up::{SetUp, offered_secret, set_up_second_factor};
pub(crate) use sign_in::BUDGET as SIGN_IN_BUDGET;
pub use sign_in::{Next, PasswordPassed, SIGN_IN_FORM, SignIn, sign_in};
pub use step_up::{Proof, sign_out, step_up};

use crate::model::roles;
use crate::tables::staff::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, StaffActor, Uuid};
use gatehouse_db::Tx;
use gatehouse_signin::passwords::hash;
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
