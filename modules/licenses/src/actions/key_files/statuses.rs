//! What became of a license's key files (LIC-20), written in the transaction of what happened; the status lists follow within two minutes.

use crate::model::key_file::{status_of, status_of_replaced};
use crate::tables::key_file::{Column, Entity};
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::Status;
use sea_orm::entity::prelude::*;

/// After whatever changed a license: gives its files the status that it has now. Those of freed seats stay revoked.
pub async fn status_of_license_changed(cx: &Cx, tx: &Tx, license: &license::Model) -> Result<(), Fault> {
    let of_license = status_of(license, cx.now());
    let of_it = |status: Status| set(cx, status).filter(Column::LicenseId.eq(license.id));
    of_it(of_license).filter(Column::ReplacedAt.is_null()).exec(&**tx).await?;
    of_it(status_of_replaced(of_license)).filter(Column::ReplacedAt.is_not_null()).exec(&**tx).await?;
    Ok(())
}

/// After seats were freed: their key files are revoked. A device without a network runs on to the file's end; a
/// list that is carried to it says so before.
pub async fn seats_freed(cx: &Cx, tx: &Tx, seats: &[Uuid]) -> Result<(), Fault> {
    let of_them = || Column::ActivationId.is_in(seats.iter().copied());
    set(cx, Status::Revoked).filter(of_them()).exec(&**tx).await?;
    Entity::update_many()
        .col_expr(Column::ReturnedAt, Expr::value(cx.now()))
        .filter(of_them())
        .filter(Column::ReturnedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Of files whose seat is taken, those with another status.
pub(super) fn set(cx: &Cx, status: Status) -> sea_orm::UpdateMany<Entity> {
    let bits = i64::from(status.bits());
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(bits))
        .col_expr(Column::StatusAt, Expr::value(cx.now()))
        .filter(Column::ReturnedAt.is_null())
        .filter(Column::Status.ne(bits))
}
