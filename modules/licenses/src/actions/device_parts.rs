//! What is written down of a device (LIC-10), and kept like the real one when parts of it were exchanged.

use crate::actions::leases::stop_activation;
use crate::actions::license_slots;
use crate::events;
use crate::model::device_mark::Marks;
use crate::model::device_seat::WrittenSeat;
use crate::model::entitlement::Entitlement;
use crate::model::exchanges;
use crate::tables::activation::{Column, Entity};
use crate::tables::license;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_formats::DeviceFingerprint;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, SqlErr, UpdateMany};

const FINGERPRINT: &str = "activation.fingerprint_sealed";

/// The whole fingerprint, for that column.
pub(crate) fn seal_fingerprint(
    cx: &Cx,
    key: &SubjectKey,
    activation: Uuid,
    fingerprint: &DeviceFingerprint,
) -> Result<Vec<u8>, Fault> {
    let text = serde_json::to_vec(fingerprint)?;
    key.seal(cx.app.random.as_ref(), FINGERPRINT, activation, &text)
}

/// Opens it.
pub(crate) fn open_fingerprint(key: &SubjectKey, activation: Uuid, sealed: &[u8]) -> Result<DeviceFingerprint, Fault> {
    Ok(serde_json::from_slice(&key.open(FINGERPRINT, activation, sealed)?)?)
}

/// Which device asks, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceIs {
    /// The one that was written down. Where parts were exchanged, that is counted.
    TheSame,
    /// Another one: too many parts were exchanged lately ([`exchanges`]).
    Another,
    /// The row has changed since it was read (by another request, or by a rotation of the pepper): it must be looked at again.
    Unclear,
}

/// Keeps the stored device like the real one, at each activation and renewal that shows another part: the next exchange is
/// compared with what stands in the device now, and a reinstallation finds its seat again. `seat` is what the device was
/// compared with; the update counts the exchange only while that still stands there. Where no part was exchanged and the leases
/// have not become longer, nothing is written.
pub(crate) async fn write_down(
    cx: &Cx,
    entitlement: &Entitlement,
    seat: &WrittenSeat,
    device: &DeviceFingerprint,
) -> Result<DeviceIs, Fault> {
    if entitlement.catalog.lease_days > seat.lease_days && !note_lease_days(cx, entitlement, seat.activation).await? {
        return Ok(DeviceIs::Unclear);
    }
    if seat.as_written {
        return Ok(DeviceIs::TheSame);
    }
    let Some(until) = exchanges::one_more(seat.exchanges_until, cx.now()) else { return Ok(DeviceIs::Another) };
    let activation = seat.activation;
    let key = subject::key(cx, cx.read(), entitlement.license.purchase_id).await?;
    let cx = cx.acting_as(Actor::Product { activation });
    let _slot = license_slots::acquire(&cx, entitlement.license.id).await?;
    let tx = cx.begin().await?;
    // The license's row first, as everywhere; a rotation of the pepper waits for it.
    let Some(pepper) = held_pepper(&tx, entitlement.license.id).await? else {
        tx.rollback().await?;
        return Ok(DeviceIs::Unclear);
    };
    let mark = Marks::new(&cx.app.keys, entitlement.license.id, device).under(pepper)?;
    let written = counted(seat, until)
        .col_expr(Column::DeviceLookup, Expr::value(mark.lookup().to_vec()))
        .col_expr(Column::Components, Expr::value(mark.write()?))
        .col_expr(Column::PepperVersion, Expr::value(pepper))
        .col_expr(Column::FingerprintSealed, Expr::value(seal_fingerprint(&cx, &key, activation, device)?))
        .exec(&*tx)
        .await;
    match written {
        Ok(written) if written.rows_affected == 0 => {
            tx.rollback().await?;
            return Ok(DeviceIs::Unclear);
        }
        Ok(_) => {}
        // The device holds another seat too; it keeps both until one is freed.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            tx.rollback().await?;
            return count_alone(&cx, seat, until).await;
        }
        Err(error) => return Err(error.into()),
    }
    // Tokens of before are for the device as it was: none of them is believed without a look at what is written now.
    stop_activation(&cx, &tx, activation, entitlement.license.id).await?;
    let details = serde_json::json!({ "activation": activation });
    cx.audit(&tx, events::DEVICE_CHANGED.about(entitlement.license.id).with(details)).await?;
    tx.commit().await?;
    Ok(DeviceIs::TheSame)
}

/// Writes down that the device is given longer leases than before, before it has one: whoever frees its seat must know how long it
/// may run on. Shorter ones change nothing, because the tokens of longer ones go on working. False: the row has changed since.
async fn note_lease_days(cx: &Cx, entitlement: &Entitlement, activation: Uuid) -> Result<bool, Fault> {
    let days = entitlement.catalog.lease_days;
    let _slot = license_slots::acquire(cx, entitlement.license.id).await?;
    let tx = cx.begin().await?;
    let noted = Entity::update_many()
        .col_expr(Column::LeaseDays, Expr::value(days))
        .filter(Column::Id.eq(activation))
        .filter(Column::DeactivatedAt.is_null())
        .filter(Column::LeaseDays.lt(days))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(noted.rows_affected == 1)
}

/// Counts an exchange whose parts cannot be written down.
async fn count_alone(cx: &Cx, seat: &WrittenSeat, until: Moment) -> Result<DeviceIs, Fault> {
    let tx = cx.begin().await?;
    let written = counted(seat, until).exec(&*tx).await?.rows_affected;
    tx.commit().await?;
    Ok(if written == 0 { DeviceIs::Unclear } else { DeviceIs::TheSame })
}

/// The update of a seat that is as it was read: of exchanges at the same moment, on any nodes, each is counted, and none is
/// written over what a rotation of the pepper has moved since.
fn counted(seat: &WrittenSeat, until: Moment) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::ExchangesUntil, Expr::value(until))
        .filter(Column::Id.eq(seat.activation))
        .filter(Column::DeactivatedAt.is_null())
        .filter(Column::ExchangesUntil.eq(seat.exchanges_until))
        .filter(Column::Components.eq(seat.components.as_str()))
        .filter(Column::PepperVersion.eq(seat.pepper_version))
}

/// The pepper of the marks of a license's devices; its row is held until the transaction ends.
async fn held_pepper(tx: &Tx, license: Uuid) -> Result<Option<i64>, Fault> {
    let select = license::Entity::find_by_id(license).lock_exclusive().select_only();
    Ok(select.column(license::Column::DevicePepper).into_tuple::<i64>().one(&**tx).await?)
}
