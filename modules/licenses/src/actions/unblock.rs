//! A block is taken back, in force or planned, at whichever of its steps (LIC-20). The license is then exactly what it was: its end,
//! seats and devices were never touched.

use super::block::{BlockRefusal, tell};
use crate::actions::leases::license_changed;
use crate::events;
use crate::mails::blocked::News;
use crate::model::block_course::BlockCourse;
use crate::model::license::BlockReason;
use crate::model::take_back::TakeBackReason;
use crate::rights::{LicensesWrite, may};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, QuerySelect as _};

/// Which block is taken back, and why.
#[derive(Clone, Debug, Default)]
pub struct TakeBack {
    /// The license.
    pub license: Uuid,
    /// `settled`, `upheld`, `agreed` or `mistake`. A block in steps is taken back with a reason; any other may be without (empty).
    pub reason: String,
    /// Only when the license is at this version.
    pub version: Option<i64>,
}

/// Why a block is taken back; one in steps needs a reason.
pub(crate) fn reason(typed: &str, is_in_steps: bool) -> Result<Option<TakeBackReason>, Invalid> {
    let mut reader = Reader::default();
    let reason = if is_in_steps || !typed.trim().is_empty() {
        reader.choice("reason", typed, TakeBackReason::from_word)
    } else {
        None
    };
    reader.finish(reason)
}

/// Unblocks a license that is still at `version` (`None`: whatever it is at), without saying why.
pub async fn unblock(cx: &Cx, id: Uuid, version: Option<i64>) -> Outcome<(), BlockRefusal> {
    take_back(cx, &TakeBack { license: id, version, ..TakeBack::default() }).await
}

/// Takes the block back; the holders are told.
pub async fn take_back(cx: &Cx, input: &TakeBack) -> Outcome<(), BlockRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(license) = Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await? else {
        return Err(refuse(BlockRefusal::Unknown));
    };
    // That of a merged license is the end of its transition, which only undoing the merge takes back.
    let is_block = license.block_from.is_some() && license.superseded_at.is_none();
    let Some(course) = BlockCourse::of(&license).filter(|_| is_block) else {
        return Err(refuse(BlockRefusal::NotBlocked));
    };
    if input.version.is_some_and(|version| version != license.version) {
        return Err(refuse(BlockRefusal::Stale));
    }
    let reason = reason(&input.reason, course.grace.is_some()).or_refuse()?;
    let step = course.step(cx.now());
    let license = lift(cx, &tx, license).await?;
    tell(cx, &tx, &license, News::Unblocked).await?;
    let details = serde_json::json!({ "reason": reason.map(TakeBackReason::word), "step": step.word() });
    cx.audit(&tx, events::UNBLOCKED.about(license.id).with(details)).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes everything of the block out of the license's row, which the caller holds.
pub(crate) async fn lift(cx: &Cx, tx: &Tx, license: Model) -> Result<Model, Fault> {
    let nothing = || Expr::value(None::<Moment>);
    Entity::update_many()
        .col_expr(Column::BlockedAt, nothing())
        .col_expr(Column::StatusUntil, Expr::value(Moment(0)))
        .col_expr(Column::BlockFrom, nothing())
        .col_expr(Column::BlockReportedAt, nothing())
        .col_expr(Column::BlockToldAt, nothing())
        .col_expr(Column::BlockGraceFrom, nothing())
        .col_expr(Column::BlockLimitedFrom, nothing())
        .col_expr(Column::BlockNextAt, nothing())
        .col_expr(Column::BlockReason, Expr::value(None::<BlockReason>))
        .col_expr(Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(license.id))
        .exec(&**tx)
        .await?;
    license_changed(cx, tx, license.id).await?;
    let lifted = Entity::find_by_id(license.id).one(&**tx).await?;
    lifted.ok_or_else(|| Fault::new("a license went away while it was held"))
}
