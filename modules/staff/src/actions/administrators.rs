//! Holding a member who is about to be changed, and every administrator with them: somebody must be able to look after the
//! staff.

use super::locked;
use crate::actions::grant;
use crate::refusals::MemberRefusal;
use crate::rights::Administer;
use crate::tables::staff::{Column, Entity, Model};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Outcome, Role, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Holds every administrator and then the member, so that two changes made at the same moment cannot leave the staff without an
/// administrator. Returns the member and the administrators who can sign in.
pub(super) async fn hold(cx: &May<Administer>, tx: &Tx, id: Uuid) -> Outcome<(Model, Vec<Uuid>), MemberRefusal> {
    let rows = Entity::find()
        .filter(Column::Roles.contains(Role::Administrator.word()))
        .filter(Column::DisabledAt.is_null())
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(&**tx)
        .await?;
    let administrators = rows.into_iter().map(|row| row.id).collect();
    let member = locked(tx, id).await?.ok_or_else(|| refuse(MemberRefusal::NotFound))?;
    // A change never takes over what somebody else wrote into the row.
    if grant::of_row(cx, &**tx, &member).await?.is_none() {
        return Err(refuse(MemberRefusal::RowRefused));
    }
    Ok((member, administrators))
}

/// Nobody takes administration from themselves, and somebody must keep it.
pub(super) fn keep_one(cx: &Cx, member: &Model, administrators: &[Uuid]) -> Outcome<(), MemberRefusal> {
    if !administrators.contains(&member.id) {
        return Ok(());
    }
    if cx.actor.id() == Some(member.id) {
        return Err(refuse(MemberRefusal::Yourself));
    }
    if administrators.len() == 1 { Err(refuse(MemberRefusal::LastAdministrator)) } else { Ok(()) }
}
