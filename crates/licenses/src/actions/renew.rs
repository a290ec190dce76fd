//! The slow way to the next lease (LIC-16): the facts of a renew token are doubted, so the rows are read.
//!
//! Taken when something about the activation or its license has changed since the token was made, when the token is
//! very old, when the license's end is reached, and when parts of the device were exchanged. Otherwise
//! [`LeaseDesk::renew`] answers without this.

use crate::actions::activate::seal_fingerprint;
use crate::leases::{Issued, LeaseDesk, LeaseFacts};
use crate::model::device_mark::DeviceMark;
use crate::model::seat_refusal::SeatRefusal;
use crate::queries::seat_ground::SeatGround;
use crate::tables::activation::{Column, Entity};
use gatehouse_core::{Actor, Fault, Outcome, refuse};
use gatehouse_db::{AuditEntry, Cx, subject};
use gatehouse_formats::DeviceFingerprint;
use sea_orm::SqlErr;
use sea_orm::entity::prelude::*;

/// The next lease of an activation whose token said `facts`, or why there is none.
pub async fn renew(cx: &Cx, facts: &LeaseFacts, device: DeviceFingerprint) -> Outcome<Issued, SeatRefusal> {
    if !facts.fingerprint.matches(&device) {
        return Err(refuse(SeatRefusal::OtherDevice));
    }
    let desk = cx.service::<LeaseDesk>()?;
    let as_of = cx.now();
    // Rows of seats freed long ago are gone (retention), those of live ones never.
    let Some(row) = Entity::find_by_id(facts.activation).one(cx.read()).await? else {
        return Err(refuse(SeatRefusal::Deactivated));
    };
    if row.deactivated_at.is_some() {
        return Err(refuse(SeatRefusal::Deactivated));
    }
    let Some(ground) = SeatGround::by_license(cx, cx.read(), row.license_id).await? else {
        return Err(refuse(SeatRefusal::UnknownActivation));
    };
    ground.judge(cx).map_err(refuse)?;
    if facts.fingerprint != device {
        write_down(cx, &ground, facts, &device).await?;
    }
    let facts = ground.facts(row.id, ground.license.ends_at, device, as_of);
    desk.seen().note(row.id, as_of.0);
    Ok(desk.issue(&cx.app, &facts, as_of)?)
}

/// Keeps the stored device like the real one, so that a reinstallation finds its seat again.
async fn write_down(cx: &Cx, ground: &SeatGround, facts: &LeaseFacts, device: &DeviceFingerprint) -> Result<(), Fault> {
    let mark = DeviceMark::new(&cx.app.keys, ground.license.id, device)?;
    let key = subject::key(cx, cx.read(), ground.license.purchase_id).await?;
    let cx = cx.acting_as(Actor::Product { activation: facts.activation });
    let tx = cx.begin().await?;
    let written = Entity::update_many()
        .col_expr(Column::DeviceLookup, Expr::value(mark.lookup().to_vec()))
        .col_expr(Column::Components, Expr::value(mark.write()?))
        .col_expr(Column::FingerprintSealed, Expr::value(seal_fingerprint(&cx, &key, facts.activation, device)?))
        .filter(Column::Id.eq(facts.activation))
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
    let details = serde_json::json!({ "activation": facts.activation });
    cx.audit(&tx, AuditEntry::new("license.device_changed", "license", Some(ground.license.id)).with(details)).await?;
    tx.commit().await
}
