//! Small changes of one clerk are added up (LIC-20): who blocks a hundred licenses one by one makes a large change as well.
//!
//! The rule: what a member of the staff changed alone in the same way within [`BlockRules::add_up_hours`] counts with the next such change. A
//! license counts once. What a second clerk approved counts for nobody, and neither does what programs do: a shop that reports
//! its refunds one by one is no clerk in a hurry, and its large changes are proposed all the same.

use crate::model::large::BlockRules;
use crate::tables::license;
use crate::tables::small_change::{ActiveModel, Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, HOUR, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// Changes looked at, at the most: a clerk who makes more is beyond every rule that is ever reached.
const MOST: u64 = 10_000;

/// How many licenses other than `these` this clerk changed alone in this way lately, and how many seats they have together. The clerk's other
/// changes of this kind wait until the transaction ends.
pub(crate) async fn lately(cx: &Cx, tx: &Tx, kind: &str, these: &[Uuid]) -> Result<(i64, i64), Fault> {
    let hours = cx.service::<BlockRules>()?.add_up_hours;
    let (Actor::Staff(member), true) = (&cx.actor, hours > 0) else { return Ok((0, 0)) };
    write(cx, tx, (member.id, kind), (Uuid::nil(), 0)).await?;
    let found: Vec<i64> = Entity::find()
        .select_only()
        .column(Column::Seats)
        .filter(Column::MemberId.eq(member.id))
        .filter(Column::Kind.eq(kind))
        .filter(Column::At.gt(cx.now().plus(-hours.saturating_mul(HOUR))))
        .filter(Column::LicenseId.ne(Uuid::nil()))
        .filter(Column::LicenseId.is_not_in(these.iter().copied()))
        .limit(MOST)
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok((i64::try_from(found.len())?, found.iter().sum()))
}

/// A clerk changed this license alone.
pub(crate) async fn note(cx: &Cx, tx: &Tx, kind: &str, license: &license::Model) -> Result<(), Fault> {
    match &cx.actor {
        Actor::Staff(member) => write(cx, tx, (member.id, kind), (license.id, license.seats)).await,
        _ => Ok(()),
    }
}

async fn write(cx: &Cx, tx: &Tx, (member, kind): (Uuid, &str), (license, seats): (Uuid, i64)) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(cx.id()),
        member_id: Set(member),
        kind: Set(kind.to_owned()),
        license_id: Set(license),
        seats: Set(seats),
        at: Set(cx.now()),
    };
    let again = OnConflict::columns([Column::MemberId, Column::Kind, Column::LicenseId])
        .update_columns([Column::Seats, Column::At])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(&**tx).await?;
    Ok(())
}
