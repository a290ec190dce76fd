//! A reserve: a code that no device was activated with waits until the license ends, and takes over then (LIC-19).
//!
//! The rules: a license has one reserve at most; both are of one product, edition and kind, so a trial can neither be a reserve nor
//! have one; the reserve has at least as many seats, so that no device is too many when it takes over.

use super::life_parts::{change, entered, holders_of, locked, may_change};
use crate::events;
use crate::mails::license_life::{self, News};
use crate::model::behalf::Behalf;
use crate::model::life_refusal::{LifeRefusal, check_running, check_standing, is_of_type};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Adds a reserve to a license.
pub async fn add_reserve(cx: &Cx, behalf: Behalf, license: Uuid, reserve: Uuid) -> Outcome<(), LifeRefusal> {
    if license == reserve {
        return Err(refuse(LifeRefusal::AlreadyBegun));
    }
    may_change(cx, behalf, &[license, reserve]).await?;
    let tx = cx.begin().await?;
    let rows = locked(&tx, &[license, reserve]).await?;
    let row = |id: Uuid| rows.iter().find(|row| row.id == id).ok_or_else(|| refuse(LifeRefusal::Unknown));
    let (license, reserve) = (row(license)?, row(reserve)?);
    entered(cx, &tx, behalf, &[license, reserve]).await?;
    // Asked again, it is what it is.
    if reserve.reserve_for == Some(license.id) {
        cx.once(&tx, license.id).await?;
        tx.commit().await?;
        return Ok(());
    }
    check_running(license, cx.now()).or_refuse()?;
    may_wait(license, reserve, cx.now()).or_refuse()?;
    // Who shares the reserve alone would lose it when it takes over.
    let holders = holders_of(&*tx, [license.id, reserve.id]).await?;
    if !holders[&reserve.id].is_subset(&holders[&license.id]) {
        return Err(refuse(LifeRefusal::OtherCustomer));
    }
    if Entity::find().filter(Column::ReserveFor.eq(license.id)).count(&*tx).await? > 0 {
        return Err(refuse(LifeRefusal::HasReserve));
    }
    change(reserve.id).col_expr(Column::ReserveFor, Expr::value(license.id)).exec(&*tx).await?;
    change(license.id).exec(&*tx).await?;
    let details = serde_json::json!({ "number": reserve.number });
    cx.audit(&tx, events::RESERVE_ADDED.about(license.id).with(details)).await?;
    license_life::tell(cx, &tx, license, &News::ReserveAdded { number: &reserve.number }, None).await?;
    cx.once(&tx, license.id).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the reserve away: its code can be activated by itself again.
pub async fn remove_reserve(cx: &Cx, behalf: Behalf, license: Uuid) -> Outcome<(), LifeRefusal> {
    may_change(cx, behalf, &[license]).await?;
    let tx = cx.begin().await?;
    // Both rows in the order of their ids, as everywhere; which one is the reserve is looked at before and held then.
    let found = Entity::find().filter(Column::ReserveFor.eq(license)).one(&*tx).await?;
    let found = found.ok_or_else(|| refuse(LifeRefusal::NoReserve))?;
    let rows = locked(&tx, &[license, found.id]).await?;
    let reserve = rows.iter().find(|row| row.reserve_for == Some(license));
    let reserve = reserve.ok_or_else(|| refuse(LifeRefusal::NoReserve))?;
    let own: Vec<&Model> = rows.iter().filter(|row| row.id == license).collect();
    entered(cx, &tx, behalf, &own).await?;
    change(reserve.id).col_expr(Column::ReserveFor, Expr::value(None::<Uuid>)).exec(&*tx).await?;
    change(license).exec(&*tx).await?;
    let details = serde_json::json!({ "number": reserve.number });
    cx.audit(&tx, events::RESERVE_REMOVED.about(license).with(details)).await?;
    cx.once(&tx, license).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether `reserve` can wait for the end of `license`.
fn may_wait(license: &Model, reserve: &Model, now: Moment) -> Result<(), LifeRefusal> {
    let end = license.ends_at.ok_or(if license.first_activated_at.is_some() {
        LifeRefusal::NoEnd
    } else {
        LifeRefusal::NotActivated
    })?;
    if !is_of_type(license, reserve) {
        return Err(LifeRefusal::OtherType);
    }
    check_standing(reserve)?;
    check_running(reserve, now)?;
    if reserve.first_activated_at.is_some() || reserve.parents > 0 {
        return Err(LifeRefusal::AlreadyBegun);
    }
    if reserve.activate_by.into_iter().chain(reserve.fixed_until).any(|by| by <= end) {
        return Err(LifeRefusal::ActivateBy);
    }
    if reserve.seats < license.seats {
        return Err(LifeRefusal::FewerSeats { seats: license.seats });
    }
    Ok(())
}
