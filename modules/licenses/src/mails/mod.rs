//! What holders and buyers are told: one file per mail.

pub mod blocked;
pub mod codes;
pub(crate) mod company_license;
pub(crate) mod decoy_presented;
pub mod device_activated;
pub(crate) mod key_file;
pub(crate) mod license_changed;
pub mod license_expires;
pub(crate) mod license_life;
pub(crate) mod over_use;
pub mod payment_changed;
pub(crate) mod reissued;
pub(crate) mod renewal_ahead;
pub(crate) mod renewal_asked;
pub(crate) mod renewal_switched;
pub(crate) mod seat_freed;
pub(crate) mod seller;
pub(crate) mod verified;

use crate::tables::license;
use gatehouse_catalog::tables::product;
use gatehouse_core::{Fault, Notification};
use gatehouse_db::Tx;
use sea_orm::EntityTrait as _;

/// Those that a person gets only after switching them on.
pub(crate) const NOTIFICATIONS: &[Notification] =
    &[license_expires::NOTIFICATION, device_activated::NOTIFICATION, payment_changed::NOTIFICATION];

/// What the product of a license is called. Read once for all who are told.
pub(crate) async fn product_name(tx: &Tx, license: &license::Model) -> Result<String, Fault> {
    let product = product::Entity::find_by_id(license.product_id).one(&**tx).await?;
    Ok(product.map(|product| product.name).unwrap_or_default())
}
