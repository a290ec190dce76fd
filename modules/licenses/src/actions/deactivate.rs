//! Freeing a seat (LIC-13): from the product with its token, or from the account. Afterwards another device can take it.
//!
//! The device's lease cannot be called back: offline it runs to its end, online its next renewal is refused. So the seat
//! stays on the product's revocation list until then, and counts against the transfer limit for a while, unless a clerk
//! freed it. How long the lease may run, the seat's row says: the product's leases may have been made shorter since.
//! A key file that the device was given may run there to its end, whatever was said online: so long the seat counts.

use crate::actions::key_files::seats_freed;
use crate::actions::leases::{LeaseFacts, LeaseIssuer, stop_activation};
use crate::actions::license_slots;
use crate::actions::limits;
use crate::events;
use crate::model::device_mark::{DeviceMark, Marks};
use crate::model::seat_refusal::SeatRefusal;
use crate::model::transfer::{self, FreedBy};
use crate::queries::key_files::had_until;
use crate::tables::{activation, license};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_formats::DeviceFingerprint;
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, ExprTrait, QuerySelect, Statement};

/// Frees the seat that this token stands for. A seat that is free already is what was asked for, and is answered without a lock.
///
/// `device` are the hashes of the parts of the one that asks, where it says so: a copy of another device's state frees nobody's seat.
pub async fn deactivate(
    cx: &Cx,
    activation: Uuid,
    renew_token: &str,
    device: Option<&[String]>,
) -> Outcome<(), SeatRefusal> {
    let device = device.map(DeviceFingerprint::parse).transpose().map_err(SeatRefusal::Fingerprint).or_refuse()?;
    let tokens = cx.service::<LeaseIssuer>()?.tokens(&cx.app)?;
    let Some(facts) = tokens.read(renew_token).filter(|facts| facts.activation == activation) else {
        return Err(refuse(SeatRefusal::UnknownActivation));
    };
    limits::token(cx, activation)?.or_refuse()?;
    let row = activation::Entity::find_by_id(activation).one(cx.read()).await?;
    if let Some(device) = &device
        && !is_the_same(cx, &facts, row.as_ref(), device)?
    {
        return Err(refuse(SeatRefusal::OtherDevice));
    }
    // Rows of seats freed long ago are gone (retention).
    if row.is_none_or(|row| row.deactivated_at.is_some()) {
        return Ok(());
    }
    let cx = cx.acting_as(Actor::Product { activation });
    free_seat(&cx, facts.license, activation, FreedBy::Product).await?;
    Ok(())
}

/// Whether this is the device of the token, or what is written down of it by now: parts may have been exchanged since.
fn is_the_same(
    cx: &Cx,
    facts: &LeaseFacts,
    row: Option<&activation::Model>,
    device: &DeviceFingerprint,
) -> Result<bool, Fault> {
    if facts.fingerprint.becomes(device) {
        return Ok(true);
    }
    let Some(row) = row else { return Ok(false) };
    let mark = Marks::new(&cx.app.keys, row.license_id, device).under(row.pepper_version)?;
    Ok(DeviceMark::read(&row.components)?.becomes(&mark))
}

/// Frees a seat in a transaction of its own; false: it was free already. The license's row is locked first, as everywhere, so that
/// no two transactions wait for each other.
pub(crate) async fn free_seat(cx: &Cx, license: Uuid, activation: Uuid, by: FreedBy) -> Result<bool, Fault> {
    let _slot = license_slots::acquire(cx, license).await?;
    let tx = cx.begin().await?;
    if free_in(cx, &tx, license, activation, by).await? {
        tx.commit().await?;
        return Ok(true);
    }
    tx.rollback().await?;
    Ok(false)
}

/// The same in a transaction, which must be rolled back when the answer is false.
pub(in crate::actions) async fn free_in(
    cx: &Cx,
    tx: &Tx,
    license: Uuid,
    activation: Uuid,
    by: FreedBy,
) -> Result<bool, Fault> {
    let more = i64::from(by.counts());
    license::Entity::update_many()
        .col_expr(license::Column::SeatsUsed, Expr::col(license::Column::SeatsUsed).sub(1))
        .col_expr(license::Column::Transfers, ExprTrait::add(Expr::col(license::Column::Transfers), more))
        .filter(license::Column::Id.eq(license))
        .filter(license::Column::SeatsUsed.gt(0))
        .exec(&**tx)
        .await?;
    let Some((lease_until, device)) = lease_until(cx, tx, license, activation).await? else { return Ok(false) };
    let now = cx.now();
    let counts_until = if by.counts() {
        let file_until = had_until(&**tx, license, &device, now).await?;
        Some(transfer::counts_until(now, lease_until, file_until))
    } else {
        None
    };
    let freed = activation::Entity::update_many()
        .col_expr(activation::Column::DeactivatedAt, Expr::value(now))
        .col_expr(activation::Column::DeactivatedBy, Expr::value(by))
        .col_expr(activation::Column::CountsUntil, Expr::value(counts_until))
        .col_expr(activation::Column::LeaseUntil, Expr::value(lease_until))
        .filter(activation::Column::Id.eq(activation))
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&**tx)
        .await?
        .rows_affected;
    if freed == 0 {
        return Ok(false);
    }
    free_where_merged(tx, license, 1).await?;
    stop_activation(cx, tx, activation, license).await?;
    seats_freed(cx, tx, &[activation]).await?;
    let details = serde_json::json!({ "activation": activation });
    cx.audit(tx, events::DEACTIVATED.about(license).with(details)).await?;
    Ok(true)
}

/// Seats of a license that was merged count where it was merged into: they are free there too.
pub(in crate::actions) async fn free_where_merged(tx: &Tx, license: Uuid, seats: i64) -> Result<(), Fault> {
    let text = "update license set seats_used = seats_used - $2 where seats_used >= $2 and id in (\
                with recursive above(id) as (select merged_into from license where id = $1 and merged_into is not null \
                union all select l.merged_into from license l join above a on l.id = a.id \
                where l.merged_into is not null) select id from above)";
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), text, [license.into(), seats.into()]))
        .await?;
    Ok(())
}

/// When the leases of the device have ended at the latest, by its seat's row, which is held until the transaction ends: no longer
/// lease is given in it meanwhile; and by what its device is found. `None`: the seat is free.
async fn lease_until(cx: &Cx, tx: &Tx, license: Uuid, activation: Uuid) -> Result<Option<(Moment, Vec<u8>)>, Fault> {
    use activation::{Column, Entity};
    let seat: Option<(i64, Option<Moment>, Vec<u8>)> = Entity::find_by_id(activation)
        .lock_exclusive()
        .select_only()
        .columns([Column::LeaseDays, Column::LeaseUntil, Column::DeviceLookup])
        .filter(Column::LicenseId.eq(license))
        .filter(Column::DeactivatedAt.is_null())
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(seat.map(|(days, before, device)| (transfer::lease_until(cx.now(), days, before), device)))
}
