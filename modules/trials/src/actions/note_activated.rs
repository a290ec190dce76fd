//! A device takes the seat of a trial (LIC-22): the trial runs from now on, and the device, where it is known, is marked, by a keyed hash of product and
//! device, so that no other trial of the product runs there. One that a clerk allowed takes the mark over.

use super::counts::count;
use crate::model::mailbox::{DEVICE, of_product};
use crate::model::month::month_of;
use crate::model::state::{Step, TrialState};
use crate::tables::trial::{Column, Entity};
use crate::tables::trial_device;
use gatehouse_context::{Cx, peppers};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_licenses::signals::{HadTrial, TrialActivates};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect as _, Set};

/// Notes it. Whether the device may, [`had_trial`] says behind it.
pub(crate) async fn note_activated(cx: &Cx, tx: &Tx, signal: &TrialActivates) -> Result<(), Fault> {
    if let Some(device) = &signal.device {
        mark_device(cx, tx, signal, device).await?;
    }
    let begin = Entity::update_many()
        .col_expr(Column::State, Expr::value(TrialState::Running))
        .col_expr(Column::ActivatedAt, Expr::value(cx.now()))
        .col_expr(Column::EndsAt, Expr::value(signal.ends_at))
        .filter(Column::LicenseId.eq(signal.license))
        .filter(Column::State.is_in(TrialState::before(TrialState::Running)));
    let begun = begin.exec(&**tx).await?.rows_affected;
    count(cx, tx, signal.product, Step::Activated, begun).await
}

async fn mark_device(cx: &Cx, tx: &Tx, signal: &TrialActivates, device: &[u8; 32]) -> Result<(), Fault> {
    use trial_device::{ActiveModel, Column as Device, Entity as Devices};
    if let Some(row) = marked(cx, tx, signal.product, device).await? {
        if row.license_id != signal.license && is_allowed(tx, signal.license).await? {
            let update = Devices::update_many().col_expr(Device::LicenseId, Expr::value(signal.license));
            update.filter(Device::Id.eq(row.id)).exec(&**tx).await?;
        }
        return Ok(());
    }
    let version = peppers::writing(cx, tx, DEVICE).await?;
    let row = ActiveModel {
        id: Set(cx.id()),
        product_id: Set(signal.product),
        lookup: Set(cx.app.keys.lookup_under(version, DEVICE, &of_product(signal.product, device))?.to_vec()),
        pepper_version: Set(version),
        license_id: Set(signal.license),
        month: Set(month_of(cx.now())?),
    };
    // Of two trials at the same moment one is first, and the other one is refused.
    let once = OnConflict::column(Device::Lookup).do_nothing().to_owned();
    Devices::insert(row).on_conflict(once).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether this license is one more trial that a clerk allowed.
async fn is_allowed(tx: &Tx, license: Uuid) -> Result<bool, Fault> {
    let again = Entity::find().filter(Column::LicenseId.eq(license)).filter(Column::GivenAgain.eq(true));
    Ok(again.select_only().column(Column::Id).into_tuple::<Uuid>().one(&**tx).await?.is_some())
}

async fn marked(cx: &Cx, tx: &Tx, product: Uuid, device: &[u8; 32]) -> Result<Option<trial_device::Model>, Fault> {
    let lookups = cx.app.keys.accepted(DEVICE, &of_product(product, device));
    let found = trial_device::Entity::find().filter(trial_device::Column::Lookup.is_in(lookups));
    Ok(found.lock_exclusive().one(&**tx).await?)
}

/// Whether the device had another trial of the product.
pub(crate) async fn had_trial(cx: &Cx, tx: &Tx, asked: &HadTrial) -> Result<bool, Fault> {
    let row = marked(cx, tx, asked.product, &asked.device).await?;
    Ok(row.is_some_and(|row| row.license_id != asked.license))
}
