//! Freeing a seat (LIC-13): from the product with its token, or from the account. Afterwards another device can take it.
//!
//! The device's lease cannot be called back: offline it runs to its end, online its next renewal is refused.

use crate::leases::{LeaseDesk, stop_activation};
use crate::model::seat_refusal::SeatRefusal;
use crate::tables::{activation, license};
use gatehouse_core::{Actor, Fault, Outcome, Uuid, refuse};
use gatehouse_db::{AuditEntry, Cx};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Frees the seat that this token stands for. A seat that is free already is what was asked for.
pub async fn deactivate(cx: &Cx, activation: Uuid, renew_token: &str) -> Outcome<(), SeatRefusal> {
    let tokens = cx.service::<LeaseDesk>()?.tokens(&cx.app)?;
    let Some(facts) = tokens.read(renew_token).filter(|facts| facts.activation == activation) else {
        return Err(refuse(SeatRefusal::UnknownActivation));
    };
    let cx = cx.acting_as(Actor::Product { activation });
    free_seat(&cx, facts.license, activation, "product").await?;
    Ok(())
}

/// Frees a seat in a transaction of its own; false: it was free already. `by` is `product`, `account`, `staff` or
/// `program`.
///
/// The license's row is locked first, as everywhere, so that no two transactions wait for each other.
pub(crate) async fn free_seat(cx: &Cx, license: Uuid, activation: Uuid, by: &'static str) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    license::Entity::update_many()
        .col_expr(license::Column::SeatsUsed, Expr::col(license::Column::SeatsUsed).sub(1))
        .filter(license::Column::Id.eq(license))
        .filter(license::Column::SeatsUsed.gt(0))
        .exec(&*tx)
        .await?;
    let freed = activation::Entity::update_many()
        .col_expr(activation::Column::DeactivatedAt, Expr::value(cx.now().0))
        .col_expr(activation::Column::DeactivatedBy, Expr::value(by))
        .filter(activation::Column::Id.eq(activation))
        .filter(activation::Column::LicenseId.eq(license))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if freed == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    stop_activation(cx, &tx, activation, license).await?;
    let details = serde_json::json!({ "activation": activation });
    cx.audit(&tx, AuditEntry::new("license.deactivated", "license", Some(license)).with(details)).await?;
    tx.commit().await?;
    Ok(true)
}
