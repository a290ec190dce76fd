//! Carries out the changes of owner to which nobody has objected in time (COM-3), and ends those that nobody approved. One that cannot be
//! carried out any more (the new owner's account is gone, the company was deleted) is stopped, and all who knew of it are told.

use super::lock::lock;
use super::owner_change_steps::{carry_out, stop};
use crate::model::states::{OwnerChangeKind, OwnerChangeState};
use crate::queries::owner_changes::open;
use crate::tables::owner_change::{Column, Entity};
use gatehouse_approval::LIFE;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Stop, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Changes of one run.
const MOST: u64 = 100;

/// One step for each whose time has come; answers how many. One that cannot be stored now keeps no other waiting.
pub async fn advance_owner_changes(cx: &Cx) -> Result<u64, Fault> {
    let never_approved = Condition::all()
        .add(Column::Kind.eq(OwnerChangeKind::Gone))
        .add(Column::DueAt.is_null())
        .add(Column::AskedAt.lte(cx.now().plus(-LIFE)));
    let due = Condition::any().add(Column::DueAt.lte(cx.now())).add(never_approved);
    let found = Entity::find().filter(Column::State.eq(OwnerChangeState::Waiting)).filter(due);
    let found = found.order_by_asc(Column::Id).limit(MOST).all(cx.read()).await?;
    let (mut done, mut failed) = (0, None);
    for change in found {
        match advance(cx, change.id, change.company_id).await {
            Ok(is_done) => done += u64::from(is_done),
            Err(fault) => failed = Some(fault),
        }
    }
    failed.map_or(Ok(done), Err)
}

async fn advance(cx: &Cx, id: Uuid, company: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let Some(held) = lock(cx, &tx, company).await? else { return Ok(false) };
    // Objected to, or carried out by another node, at this very moment.
    let Some(change) = open(&*tx, id).await? else { return Ok(false) };
    if change.due_at.is_none() {
        stop(cx, &tx, &held, &change, None).await?;
        tx.commit().await?;
        return Ok(true);
    }
    match carry_out(cx, &tx, &held, &change, None).await {
        Ok(()) => tx.commit().await?,
        Err(Stop::Refused(_)) => {
            tx.rollback().await?;
            return end(cx, id, company).await;
        }
        Err(Stop::Broken(fault)) => return Err(fault),
    }
    Ok(true)
}

/// Nothing of a change that was refused half-way is kept.
async fn end(cx: &Cx, id: Uuid, company: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let Some(held) = lock(cx, &tx, company).await? else { return Ok(false) };
    let Some(change) = open(&*tx, id).await? else { return Ok(false) };
    stop(cx, &tx, &held, &change, None).await?;
    tx.commit().await?;
    Ok(true)
}
