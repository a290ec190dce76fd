//! Devices and the codes of a license: by which code one was activated, and seats of licenses that were merged into this one (LIC-18,
//! LIC-19).

use crate::actions::deactivate::free_seat;
use crate::actions::take_over::take_over;
use crate::model::device_mark::Marks;
use crate::model::entitlement::Entitlement;
use crate::model::seat_refusal::SeatRefusal;
use crate::model::transfer::FreedBy;
use crate::queries::{entitlement, merged_seats};
use crate::tables::{activation, license, license_code};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Outcome, Uuid, refuse};
use gatehouse_formats::DeviceFingerprint;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

/// The entitlement after its reserve took over, where that is due: whoever looks first does it.
pub(in crate::actions) async fn taken_over(cx: &Cx, found: Entitlement) -> Outcome<Entitlement, SeatRefusal> {
    if !take_over(cx, &found.license).await? {
        return Ok(found);
    }
    let code = found.code.map(|code| code.id);
    entitlement::by_seat(cx, cx.read(), found.license.id, code).await?.ok_or_else(|| refuse(SeatRefusal::UnknownCode))
}

/// The device holds its seat by this code from now on, unless it has a newer one already.
pub(super) async fn now_by(cx: &Cx, entitlement: &Entitlement, activation: Uuid) -> Result<(), Fault> {
    use activation::{Column, Entity};
    let Some(code) = entitlement.code.filter(|code| code.number > 1) else { return Ok(()) };
    let older = Query::select()
        .column(license_code::Column::Id)
        .from(license_code::Entity)
        .and_where(license_code::Column::LicenseId.eq(entitlement.license.id))
        .and_where(license_code::Column::Number.lt(code.number))
        .to_owned();
    let tx = cx.begin().await?;
    Entity::update_many()
        .col_expr(Column::CodeId, Expr::value(code.id))
        .filter(Column::Id.eq(activation))
        .filter(Condition::any().add(Column::CodeId.is_null()).add(Column::CodeId.in_subquery(older)))
        .exec(&*tx)
        .await?;
    tx.commit().await
}

/// Frees the seat that a device has in a license that was merged into this one; true: there was one.
pub(in crate::actions) async fn free_of_parents(
    cx: &Cx,
    license: &license::Model,
    fingerprint: &DeviceFingerprint,
) -> Result<bool, Fault> {
    if license.parents == 0 {
        return Ok(false);
    }
    let marks = |of: Uuid| Marks::new(&cx.app.keys, of, fingerprint);
    let Some(seat) = merged_seats::of_device(cx, license.id, marks).await? else { return Ok(false) };
    let cx = cx.acting_as(Actor::Product { activation: seat.activation });
    free_seat(&cx, seat.license, seat.activation, FreedBy::Product).await
}
