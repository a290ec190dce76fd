//! The devices of a license, as staff see them.

use crate::tables::{activation, license};
use gatehouse_core::Fault;
use gatehouse_db::{Cx, subject};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// The most devices on one page.
const MOST: u64 = 200;

/// One device.
pub struct Device {
    /// Its activation.
    pub row: activation::Model,
    /// The name it gave itself; empty when it gave none.
    pub name: String,
}

/// Devices that hold a seat first, then those that held one; newest first.
pub async fn devices(cx: &Cx, license: &license::Model) -> Result<Vec<Device>, Fault> {
    let mut rows = activation::Entity::find()
        .filter(activation::Column::LicenseId.eq(license.id))
        .order_by_desc(activation::Column::ActivatedAt)
        .order_by_desc(activation::Column::Id)
        .limit(MOST)
        .all(cx.read())
        .await?;
    rows.sort_by_key(|row| row.deactivated_at.is_some());
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    rows.into_iter()
        .map(|row| {
            let name = match (&key, &row.device_name_sealed) {
                (Some(key), Some(sealed)) => key.open_text("activation.device_name_sealed", row.id, sealed)?,
                _ => String::new(),
            };
            Ok(Device { row, name })
        })
        .collect()
}
