//! A holder calls a device what they call it (LIC-13), so that of several with the same name the right one is deactivated. An empty
//! name takes theirs back. The product on the device is told nothing of it.

use super::acting::acts;
use crate::events;
use crate::model::behalf::Behalf;
use crate::model::device_name::{DEVICE_NAME, seal_given};
use crate::tables::{activation, license};
use gatehouse_catalog::model::input::{Invalid, Reader};
use gatehouse_companies::refusals::EnterRefusal;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

/// Which device is called what.
#[derive(Clone, Default)]
pub struct RenameDevice {
    /// In whose name.
    pub behalf: Behalf,
    /// The license.
    pub license: Uuid,
    /// The device's seat on it.
    pub activation: Uuid,
    /// One line of up to 120 characters; empty: as it calls itself.
    pub name: String,
}

/// Why it is called as before.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RenameDeviceRefusal {
    /// The license is not in this account, or the device has no seat on it.
    #[refusal(404, "activation.unknown", customer_device_not_here)]
    NotHere,
    /// Not a user of the company any more, or not their right.
    Enter(EnterRefusal),
    /// The name is too long, or holds what cannot be shown.
    Invalid(Invalid),
}

/// Names a device of a license of the acting account or company.
pub async fn rename_device(cx: &Cx, input: &RenameDevice) -> Outcome<(), RenameDeviceRefusal> {
    let not_here = || refuse(RenameDeviceRefusal::NotHere);
    let mut reader = Reader::default();
    let name = reader.optional_line("name", &input.name, DEVICE_NAME);
    let name = reader.finish(name).or_refuse()?;
    let tx = cx.begin().await?;
    // Locked: the last account that lets it go takes the names of its devices along ([`super::detach`]), and none is written behind that.
    let license = license::Entity::find_by_id(input.license).lock_exclusive().one(&*tx).await?.ok_or_else(not_here)?;
    let acting = acts(cx, &tx, input.behalf, &[&license]).await.map_err(|stop| stop.map(RenameDeviceRefusal::Enter))?;
    acting.ok_or_else(not_here)?;
    let key = subject::key(cx, &*tx, license.purchase_id).await?;
    let sealed = seal_given(cx.app.random.as_ref(), &key, input.activation, &name)?;
    let named = activation::Entity::update_many()
        .col_expr(activation::Column::GivenNameSealed, Expr::value(sealed))
        .filter(activation::Column::Id.eq(input.activation))
        .filter(activation::Column::LicenseId.eq(license.id))
        .filter(activation::Column::DeactivatedAt.is_null())
        .exec(&*tx)
        .await?
        .rows_affected;
    if named == 0 {
        return Err(not_here());
    }
    let details = serde_json::json!({ "activation": input.activation });
    cx.audit(&tx, events::DEVICE_RENAMED.about(license.id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}
