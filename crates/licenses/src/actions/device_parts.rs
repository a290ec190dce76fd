//! What is written down of a device (LIC-10), and kept like the real one when parts of it were exchanged.

use crate::leases::stop_activation;
use crate::model::device_mark::DeviceMark;
use crate::queries::seat_ground::SeatGround;
use crate::tables::activation::{Column, Entity};
use gatehouse_core::{Actor, Fault, Uuid};
use gatehouse_db::{AuditEntry, Cx, SubjectKey, subject};
use gatehouse_formats::DeviceFingerprint;
use sea_orm::SqlErr;
use sea_orm::entity::prelude::*;

/// The whole fingerprint, for the column `activation.fingerprint_sealed`.
pub(crate) fn seal_fingerprint(
    cx: &Cx,
    key: &SubjectKey,
    activation: Uuid,
    fingerprint: &DeviceFingerprint,
) -> Result<Vec<u8>, Fault> {
    let text = serde_json::to_vec(fingerprint)?;
    key.seal(cx.app.random.as_ref(), "activation.fingerprint_sealed", activation, &text)
}

/// Keeps the stored device like the real one, at each activation and renewal that shows another part: the next exchange is
/// compared with what stands in the device now, and a reinstallation finds its seat again.
pub(crate) async fn write_down(
    cx: &Cx,
    ground: &SeatGround,
    activation: Uuid,
    device: &DeviceFingerprint,
) -> Result<(), Fault> {
    let mark = DeviceMark::new(&cx.app.keys, ground.license.id, device)?;
    let key = subject::key(cx, cx.read(), ground.license.purchase_id).await?;
    let cx = cx.acting_as(Actor::Product { activation });
    let tx = cx.begin().await?;
    let written = Entity::update_many()
        .col_expr(Column::DeviceLookup, Expr::value(mark.lookup().to_vec()))
        .col_expr(Column::Components, Expr::value(mark.write()?))
        .col_expr(Column::FingerprintSealed, Expr::value(seal_fingerprint(&cx, &key, activation, device)?))
        .filter(Column::Id.eq(activation))
        .filter(Column::DeactivatedAt.is_null())
        .exec(&*tx)
        .await;
    match written {
        Ok(_) => {}
        // The device holds another seat too; it keeps both until one is freed.
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return tx.rollback().await;
        }
        Err(error) => return Err(error.into()),
    }
    // Tokens of before are for the device as it was: none of them is believed without a look at what is written now.
    stop_activation(&cx, &tx, activation, ground.license.id).await?;
    let details = serde_json::json!({ "activation": activation });
    cx.audit(&tx, AuditEntry::new("license.device_changed", "license", Some(ground.license.id)).with(details)).await?;
    tx.commit().await
}
