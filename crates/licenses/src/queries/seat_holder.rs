//! Which seat a device holds.

use crate::model::device_mark::DeviceMark;
use crate::tables::{activation, license};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

/// Devices of a license that are compared part by part; beyond, only the primary part is looked for.
const MOST_COMPARED: u64 = 200;

/// The live activation of this device under this license, if it has one.
pub async fn of_device<C: ConnectionTrait>(
    conn: &C,
    license: &license::Model,
    mark: &DeviceMark,
) -> Result<Option<Uuid>, Fault> {
    use activation::{Column, Entity};
    let live = Entity::find().filter(Column::LicenseId.eq(license.id)).filter(Column::DeactivatedAt.is_null());
    if license.seats > i64::try_from(MOST_COMPARED).unwrap_or(i64::MAX) {
        let exact: Option<Uuid> = live
            .clone()
            .filter(Column::DeviceLookup.eq(mark.lookup().to_vec()))
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .one(conn)
            .await?;
        if exact.is_some() {
            return Ok(exact);
        }
    }
    let rows: Vec<(Uuid, Vec<u8>, String)> = live
        .select_only()
        .columns([Column::Id, Column::DeviceLookup, Column::Components])
        .order_by_desc(Column::ActivatedAt)
        .limit(MOST_COMPARED)
        .into_tuple()
        .all(conn)
        .await?;
    if let Some((id, ..)) = rows.iter().find(|(_, lookup, _)| lookup == mark.lookup()) {
        return Ok(Some(*id));
    }
    for (id, _, components) in &rows {
        if DeviceMark::read(components)?.matches(mark) {
            return Ok(Some(*id));
        }
    }
    Ok(None)
}
