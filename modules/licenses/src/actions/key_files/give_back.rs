//! A device that is never online gives its seat back (LIC-13, LIC-32): its receipt says that it has forgotten its key file, so the seat is
//! free at once. The same receipt again changes nothing.
//!
//! Whoever has the device can sign a receipt and keep the file. So the seat counts against the transfer limit like any that a device
//! frees, to the file's end: a license has no more copies that run offline than its seats and the allowance.

use super::answer::AnswerRefusal;
use crate::actions::deactivate::free_in;
use crate::actions::license_slots;
use crate::actions::transfers::lock;
use crate::model::key_file::open_claims;
use crate::model::transfer::FreedBy;
use crate::queries::key_files;
use crate::tables::{key_file, license};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::Receipt;
use sea_orm::entity::prelude::*;

/// Why the seat was not freed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum GiveBackRefusal {
    /// The file is none of a device, or was changed.
    File(AnswerRefusal),
    /// There is no such key file, or it was made for another device.
    #[refusal(422, "receipt.other_file", key_receipt_other, field = "file")]
    Other,
}

/// Frees the seat of the key file that a receipt names; false: it was free.
pub async fn give_back(cx: &Cx, file: &str) -> Outcome<bool, GiveBackRefusal> {
    let receipt = Receipt::open(file).map_err(|error| GiveBackRefusal::File(AnswerRefusal::File(error))).or_refuse()?;
    let other = || refuse(GiveBackRefusal::Other);
    let row = key_files::by_serial(cx.read(), receipt.jti).await?.ok_or_else(other)?;
    let license = license::Entity::find_by_id(row.license_id).one(cx.read()).await?.ok_or_else(other)?;
    // The key of an erased order is gone, and what its files said with it.
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let key = key.ok_or_else(other)?;
    if !receipt.is_of(&open_claims(&key, &row)?) {
        return Err(other());
    }
    // A file that another one replaced is given up with it: the device has one seat.
    if row.returned_at.is_some() || row.replaced_at.is_some() {
        // Of a seat that a clerk has freed, this says that its device really stopped (LIC-14).
        if row.returned_at.is_some() && !row.given_up {
            let tx = cx.begin().await?;
            given_up(&tx, row.activation_id).await?;
            tx.commit().await?;
        }
        return Ok(false);
    }
    let cx = cx.acting_as(Actor::Product { activation: row.activation_id });
    let _slot = license_slots::acquire(&cx, license.id).await?;
    let tx = cx.begin().await?;
    lock(&tx, license.id).await?;
    if !free_in(&cx, &tx, license.id, row.activation_id, FreedBy::Product).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    given_up(&tx, row.activation_id).await?;
    tx.commit().await?;
    Ok(true)
}

/// The device runs by none of its set any more.
async fn given_up(tx: &Tx, seat: Uuid) -> Result<(), Fault> {
    key_file::Entity::update_many()
        .col_expr(key_file::Column::GivenUp, Expr::value(true))
        .filter(key_file::Column::ActivationId.eq(seat))
        .exec(&**tx)
        .await?;
    Ok(())
}
