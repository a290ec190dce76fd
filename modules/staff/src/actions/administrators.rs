//! Holding a member who is about to be changed, and every administrator with them: somebody must be able to look after the
//! staff, also when no provider of single sign-on answers.

use super::locked;
use crate::actions::grant;
use crate::model::single_sign_on::has_own_means;
use crate::refusals::MemberRefusal;
use crate::rights::Administer;
use crate::tables::staff::{Column, Entity, Model};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Outcome, Role, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// The administrators whose access is not disabled.
pub(super) struct Administrators {
    all: Vec<Uuid>,
    /// Those who can sign in with a password and an authenticator app.
    kept: Vec<Uuid>,
}

impl Administrators {
    /// Whether nobody else could look after the staff by their own means.
    pub(super) fn is_last(&self, member: Uuid) -> bool {
        self.all == [member] || self.kept == [member]
    }
}

/// Holds every administrator, so that two changes made at the same moment cannot leave the staff without one.
pub(super) async fn hold_all(cx: &Cx, tx: &Tx) -> Result<Administrators, Fault> {
    let rows = Entity::find()
        .filter(Column::Roles.contains(Role::Administrator.word()))
        .filter(Column::DisabledAt.is_null())
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    let all: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, &**tx, &all).await?;
    // One whose row was changed past the program does not come in.
    let holds = |row: &&Model| keys.get(&row.id).is_some_and(|key| grant::read(key, row).is_some());
    let kept = rows.iter().filter(|row| has_own_means(row)).filter(holds).map(|row| row.id).collect();
    Ok(Administrators { all, kept })
}

/// Holds every administrator and then the member. Returns the member and the administrators.
pub(super) async fn hold(cx: &May<Administer>, tx: &Tx, id: Uuid) -> Outcome<(Model, Administrators), MemberRefusal> {
    let administrators = hold_all(cx, tx).await?;
    let member = locked(tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    // A change never takes over what somebody else wrote into the row.
    if grant::of_row(cx, &**tx, &member).await?.is_none() {
        return Err(refuse(MemberRefusal::RowRefused));
    }
    Ok((member, administrators))
}

/// Nobody takes administration from themselves, and somebody must keep it who can sign in by their own means.
pub(super) fn keep_one(cx: &Cx, member: &Model, administrators: &Administrators) -> Outcome<(), MemberRefusal> {
    if !administrators.all.contains(&member.id) {
        return Ok(());
    }
    if cx.actor.id() == Some(member.id) {
        return Err(refuse(MemberRefusal::Yourself));
    }
    if administrators.is_last(member.id) { Err(refuse(MemberRefusal::LastAdministrator)) } else { Ok(()) }
}
