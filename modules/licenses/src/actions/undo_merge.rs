//! A merge is undone, as long as its new code was not used (LIC-19): the old codes hold again, each with its own seats and end.

use super::life_parts::{Step, change, entered, locked, may_change, note};
use super::next_code::end_codes;
use crate::actions::leases::{license_changed, stop_license};
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::behalf::Behalf;
use crate::model::license::BlockReason;
use crate::model::life::StepKind;
use crate::model::life_refusal::LifeRefusal;
use crate::tables::license::{Column, Entity, Model};
use crate::tables::{license_holder, license_step};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// Undoes the merge that made this license; answers the licenses that hold again.
pub async fn undo_merge(cx: &Cx, behalf: Behalf, license: Uuid) -> Outcome<Vec<Uuid>, LifeRefusal> {
    may_change(cx, behalf, &[license]).await?;
    let tx = cx.begin().await?;
    let mut ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::MergedInto.eq(license))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(&*tx)
        .await?;
    ids.push(license);
    // The parents are older than what they were merged into, so this is the order of freeing a seat as well.
    let mut rows = locked(&tx, &ids).await?;
    let made = rows.iter().position(|row| row.id == license).map(|place| rows.remove(place));
    let made = made.ok_or_else(|| refuse(LifeRefusal::Unknown))?;
    rows.retain(|row| row.merged_into == Some(license));
    entered(cx, &tx, behalf, &[&made]).await?;
    check(&tx, &made, &rows).await?;
    for row in &rows {
        give_back(cx, &tx, row).await?;
        let step = Step { kind: StepKind::MergeUndone, seats: row.seats, ends: row.ends_at, other: Some(made.id) };
        note(cx, &tx, row, step, None).await?;
        cx.audit(&tx, events::MERGE_UNDONE.about(row.id).with(serde_json::json!({ "number": made.number }))).await?;
    }
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    license_life::tell(cx, &tx, &made, &News::MergeUndone { numbers: &numbers }, None).await?;
    close(cx, &tx, &made).await?;
    cx.audit(&tx, events::MERGE_UNDONE.about(made.id)).await?;
    cx.once(&tx, made.id).await?;
    tx.commit().await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Whether nothing was done with the new license since.
async fn check(tx: &Tx, made: &Model, parents: &[Model]) -> Outcome<(), LifeRefusal> {
    if made.parents == 0 || parents.is_empty() || made.superseded_at.is_some() {
        return Err(refuse(LifeRefusal::NotMerged));
    }
    if made.blocked_at.is_some() || made.block_from.is_some() {
        return Err(refuse(LifeRefusal::Blocked));
    }
    let changed = license_step::Entity::find().filter(license_step::Column::LicenseId.eq(made.id)).count(&**tx).await?;
    if made.first_activated_at.is_some() || changed > 0 {
        return Err(refuse(LifeRefusal::MergeInUse));
    }
    if Entity::find().filter(Column::ReserveFor.eq(made.id)).count(&**tx).await? > 0 {
        return Err(refuse(LifeRefusal::HasReserve));
    }
    Ok(())
}

/// A parent holds again. The stop that the merge set goes; another reason, which a clerk gave since, stays.
async fn give_back(cx: &Cx, tx: &Tx, row: &Model) -> Result<(), Fault> {
    let back = change(row.id)
        .col_expr(Column::SupersededAt, Expr::value(None::<Moment>))
        .col_expr(Column::MergedInto, Expr::value(None::<Uuid>));
    let back = if row.block_reason == Some(BlockReason::Replaced) {
        back.col_expr(Column::BlockedAt, Expr::value(None::<Moment>))
            .col_expr(Column::BlockFrom, Expr::value(None::<Moment>))
            .col_expr(Column::BlockReason, Expr::value(None::<BlockReason>))
    } else {
        back
    };
    back.exec(&**tx).await?;
    license_changed(cx, tx, row.id).await
}

/// The new license keeps its row and history, and nobody has it any more.
async fn close(cx: &Cx, tx: &Tx, made: &Model) -> Result<(), Fault> {
    change(made.id)
        .col_expr(Column::SupersededAt, Expr::value(cx.now()))
        .col_expr(Column::SeatsUsed, Expr::value(0))
        .exec(&**tx)
        .await?;
    end_codes(tx, made.id, cx.now()).await?;
    stop_license(cx, tx, made.id).await?;
    license_holder::Entity::delete_many().filter(license_holder::Column::LicenseId.eq(made.id)).exec(&**tx).await?;
    Ok(())
}
