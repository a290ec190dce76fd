//! A block is taken back, in force or only planned (LIC-20).

use super::block::{BlockRefusal, tell};
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::blocked::News;
use crate::model::license::BlockReason;
use crate::rights::{LicensesWrite, may};
use crate::tables::license::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Unblocks a license that is still at `version` (`None`: whatever it is at); its holders are told.
pub async fn unblock(cx: &Cx, id: Uuid, version: Option<i64>) -> Outcome<(), BlockRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let mut update = Entity::update_many()
        .col_expr(Column::BlockedAt, Expr::value(None::<Moment>))
        .col_expr(Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(Column::BlockFrom, Expr::value(None::<Moment>))
        .col_expr(Column::BlockReason, Expr::value(None::<BlockReason>))
        .col_expr(Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id))
        .filter(Column::BlockFrom.is_not_null());
    if let Some(version) = version {
        update = update.filter(Column::Version.eq(version));
    }
    let changed = update.exec(&*tx).await?.rows_affected;
    let Some(license) = Entity::find_by_id(id).one(&*tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    if changed == 0 {
        let blocked = license.block_from.is_some();
        return Err(refuse(if blocked { BlockRefusal::Stale } else { BlockRefusal::NotBlocked }));
    }
    license_changed(cx, &tx, id).await?;
    tell(cx, &tx, &license, News::Unblocked).await?;
    cx.audit(&tx, events::UNBLOCKED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}
