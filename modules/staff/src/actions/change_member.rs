//! What administrators change about a member: name and roles, access, second factor, invitation.

use super::api_keys::revoke_keys_of;
use super::create_member::clean_name;
use super::{locked, numbered, presence, save, set_password};
use crate::browsers;
use crate::contacts::{NAME, open};
use crate::events;
use crate::gate::codes;
use crate::grant;
use crate::mails;
use crate::model::roles;
use crate::refusals::{MemberError, MemberRefusal};
use crate::rights;
use crate::sessions::SESSIONS;
use crate::tables::staff::{self, Column, Entity, Model};
use crate::tables::staff_recovery_code;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Errors, OrRefuse as _, Outcome, Personal, Role, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::counters;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

/// Begins a change: checks the right, holds every administrator and then the member, so that two changes made at
/// the same moment cannot leave the staff without an administrator.
pub(super) async fn hold(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<(Model, Vec<Uuid>), MemberRefusal> {
    let rows = Entity::find()
        .filter(Column::Roles.contains(Role::Administrator.word()))
        .filter(Column::DisabledAt.is_null())
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    let administrators = rows.into_iter().map(|row| row.id).collect();
    let member = locked(tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    rights::administrator(cx).or_refuse()?;
    // A change never takes over what somebody else wrote into the row.
    if grant::of_row(cx, &**tx, &member).await?.is_none() {
        return Err(refuse(MemberRefusal::RowRefused));
    }
    Ok((member, administrators))
}

pub(super) fn allowed(cx: &Cx) -> Outcome<(), MemberRefusal> {
    rights::administrator(cx).or_refuse()?;
    Ok(())
}

/// Nobody takes administration from himself, and somebody must keep it.
fn keeps_an_administrator(cx: &Cx, member: &Model, administrators: &[Uuid]) -> Outcome<(), MemberRefusal> {
    if !administrators.contains(&member.id) {
        return Ok(());
    }
    if cx.actor.id() == Some(member.id) {
        return Err(refuse(MemberRefusal::Yourself));
    }
    if administrators.len() == 1 { Err(refuse(MemberRefusal::LastAdministrator)) } else { Ok(()) }
}

/// What to change.
#[derive(Clone, Debug)]
pub struct MemberChange {
    /// The new name.
    pub name: Personal<String>,
    /// All roles that he shall have.
    pub roles: Vec<Role>,
}

/// Changes name and roles. New roles hold from the member's next request.
pub async fn change_member(cx: &Cx, id: Uuid, change: MemberChange) -> Outcome<(), MemberRefusal> {
    allowed(cx)?;
    let mut errors = Errors::<MemberError>::default();
    let name = errors.take(clean_name(&change.name.0));
    if change.roles.is_empty() {
        errors.add(MemberError::RolesMissing);
    }
    let name = errors.finish(|| name).or_refuse()?;
    let tx = cx.begin().await?;
    let (member, administrators) = hold(cx, &tx, id).await?;
    if !change.roles.contains(&Role::Administrator) {
        keeps_an_administrator(cx, &member, &administrators)?;
    }
    let (old, new) = (member.roles.clone(), roles::join(&change.roles));
    let key = subject::key(cx, &*tx, id).await?;
    let row = staff::ActiveModel {
        name_sealed: Set(key.seal(cx.app.random.as_ref(), NAME, id, name.as_bytes())?),
        roles: Set(new.clone()),
        ..Default::default()
    };
    let number = save(cx, &tx, &member, row).await?;
    let details = serde_json::json!({ "roles": new, "roles_before": old, grant::NUMBER: number });
    cx.audit(&tx, events::CHANGED.about(id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

/// What becomes of the API keys that a disabled member made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeysMade {
    /// They open nothing any more: he may have kept a copy.
    Revoke,
    /// They go on working: the programs that use them are the vendor's.
    Keep,
}

/// Takes the access away: sessions end at once, links open nothing, and the API keys that he made are revoked unless
/// they shall be kept. What he did stays in the log under his name.
pub async fn disable_member(cx: &Cx, id: Uuid, keys: KeysMade) -> Outcome<(), MemberRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    let (member, administrators) = hold(cx, &tx, id).await?;
    if cx.actor.id() == Some(id) {
        return Err(refuse(MemberRefusal::Yourself));
    }
    keeps_an_administrator(cx, &member, &administrators)?;
    if member.disabled_at.is_none() {
        let change = staff::ActiveModel { disabled_at: Set(Some(cx.now().0)), ..Default::default() };
        let number = save(cx, &tx, &member, change).await?;
        SESSIONS.end_all(cx, &tx, id, None).await?;
        set_password::end_links(&tx, id).await?;
        browsers::forget_all(&tx, id).await?;
        let revoked = if keys == KeysMade::Revoke { revoke_keys_of(cx, &tx, id).await? } else { 0 };
        let details = serde_json::json!({ "keys_revoked": revoked, grant::NUMBER: number });
        cx.audit(&tx, events::DISABLED.about(id).with(details)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Gives the access back.
pub async fn enable_member(cx: &Cx, id: Uuid) -> Outcome<(), MemberRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    let (member, _) = hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() {
        let change = staff::ActiveModel { disabled_at: Set(None), ..Default::default() };
        let number = save(cx, &tx, &member, change).await?;
        cx.audit(&tx, events::ENABLED.about(id).with(numbered(number))).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets the authenticator app and the recovery codes of a member who lost them: he sets up a new one at his next
/// sign-in, with the code that this returns and that the administrator hands over. Ends his sessions and links, and a pause
/// of his second factor.
pub async fn reset_second_factor(cx: &Cx, id: Uuid) -> Outcome<Secret<String>, MemberRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    let (member, _) = hold(cx, &tx, id).await?;
    let row = staff::ActiveModel {
        totp_secret_sealed: Set(None),
        totp_pending_sealed: Set(None),
        totp_last_step: Set(0),
        ..Default::default()
    };
    let number = save(cx, &tx, &member, row).await?;
    staff_recovery_code::Entity::delete_many().filter(staff_recovery_code::Column::StaffId.eq(id)).exec(&*tx).await?;
    counters::forget(&tx, &codes(cx, id)).await?;
    SESSIONS.end_all(cx, &tx, id, None).await?;
    browsers::forget_all(&tx, id).await?;
    let key = subject::key(cx, &*tx, id).await?;
    mails::second_factor_reset(cx, &tx, &open(&key, member)?).await?;
    set_password::end_links(&tx, id).await?;
    let line = events::SECOND_FACTOR_RESET.about(id);
    cx.audit(&tx, line.with(numbered(number))).await?;
    let code = presence::make_code(cx, &tx, id).await?;
    tx.commit().await?;
    Ok(code)
}

/// Mails a new link to set the password, in place of an earlier one: to a member who has not come yet, or who has
/// forgotten his password.
pub async fn send_invitation(cx: &Cx, id: Uuid) -> Outcome<(), MemberRefusal> {
    allowed(cx)?;
    let tx = cx.begin().await?;
    let (member, _) = hold(cx, &tx, id).await?;
    if member.disabled_at.is_some() {
        return Err(refuse(MemberRefusal::NotInvited));
    }
    let key = subject::key(cx, &*tx, id).await?;
    let link = set_password::make_link(cx, &tx, id).await?;
    mails::invitation(cx, &tx, &open(&key, member)?, &link).await?;
    cx.audit(&tx, events::LINK_SENT.about(id)).await?;
    tx.commit().await?;
    Ok(())
}
