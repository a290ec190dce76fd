//! The steps of a block come into force, by a job. What a license is follows from its dates; this tells devices and holders.

use crate::actions::leases::{license_changed, stop_license};
use crate::events;
use crate::mails::blocked::{self, About, News};
use crate::model::block_course::{BlockCourse, BlockStep};
use crate::model::license::BlockReason;
use crate::queries::{notes, recipients};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Puts a dated block into force when its moment has come; does nothing when it was taken back or is in force.
pub(crate) async fn put_into_force(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    let tx = cx.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::BlockedAt, Expr::value(now))
        .col_expr(Column::BlockNextAt, Expr::value(None::<gatehouse_core::Moment>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id))
        .filter(Column::BlockedAt.is_null())
        .filter(Column::BlockFrom.lte(now))
        .exec(&*tx)
        .await?
        .rows_affected;
    let license = Entity::find_by_id(id).one(&*tx).await?;
    if let Some(license) = license.filter(|_| changed == 1) {
        take_effect(cx, &tx, &license).await?;
        let details = serde_json::json!({ "reason": license.block_reason.map(BlockReason::word) });
        cx.audit(&tx, events::BLOCKED.about(id).with(details)).await?;
    }
    tx.commit().await
}

/// Tells the holders of the step before the block that has begun; does nothing when they know, or the block was taken back.
pub(crate) async fn tell_of_step(cx: &Cx, license: &Model) -> Result<(), Fault> {
    let now = cx.now();
    let Some(course) = BlockCourse::of(license) else { return Ok(()) };
    let tx = cx.begin().await?;
    let changed = Entity::update_many()
        .col_expr(Column::BlockNextAt, Expr::value(course.next(now)))
        .filter(Column::Id.eq(license.id))
        .filter(Column::BlockNextAt.eq(license.block_next_at))
        .filter(Column::BlockFrom.eq(course.dead))
        .filter(Column::BlockedAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if changed == 1 {
        let (event, news) = match course.step(now) {
            BlockStep::Grace => (events::BLOCK_GRACE, News::Grace(course)),
            BlockStep::Limited => (events::BLOCK_LIMITED, News::Limited(course)),
            // The block itself has its own mail, and before grace nothing is due.
            BlockStep::Reported | BlockStep::Told | BlockStep::Dead => return tx.commit().await,
        };
        license_changed(cx, &tx, license.id).await?;
        tell(cx, &tx, license, news).await?;
        let details = serde_json::json!({ "reason": license.block_reason.map(BlockReason::word) });
        cx.audit(&tx, event.about(license.id).with(details)).await?;
    }
    tx.commit().await
}

/// Stops the leases and tells the holders.
pub(super) async fn take_effect(cx: &Cx, tx: &Tx, license: &Model) -> Result<(), Fault> {
    stop_license(cx, tx, license.id).await?;
    // Of a merged license, the merge's mail has said when its codes stop.
    if license.superseded_at.is_none() { tell(cx, tx, license, News::Blocked).await } else { Ok(()) }
}

/// Mails every holder (LIC-20).
pub(crate) async fn tell(cx: &Cx, tx: &Tx, license: &Model, news: News) -> Result<(), Fault> {
    let note = notes::of_block(cx, &**tx, license).await?;
    let about = About::of(tx, license).await?;
    for person in recipients::of_license(cx, &**tx, license).await? {
        blocked::queue(cx, tx, &person, &about, note.as_ref().map(|note| note.0.as_str()), news).await?;
    }
    Ok(())
}
