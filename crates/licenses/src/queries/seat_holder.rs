//! Which seat a device holds, or held a short while ago.

use crate::model::device_mark::DeviceMark;
use crate::tables::{activation, license};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect};

/// Devices of a license that are compared part by part; beyond, only the primary part is looked for.
const MOST_COMPARED: u64 = 200;

/// What a license knows of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// It holds a seat.
    Holds {
        /// This one.
        activation: Uuid,
        /// Whether each of its parts is the one that was written down.
        as_written: bool,
    },
    /// Its seat was freed, and still counts against the transfer limit.
    Returns {
        /// The seat that it had.
        activation: Uuid,
    },
    /// It has not been here lately.
    No,
}

/// Whether this device holds a seat of the license, or held one that still counts. A seat in use comes before a freed one,
/// and an equal primary part before several equal others.
pub async fn of_device<C: ConnectionTrait>(
    conn: &C,
    license: &license::Model,
    mark: &DeviceMark,
) -> Result<Known, Fault> {
    use activation::{Column, Entity};
    let known = Condition::any().add(Column::DeactivatedAt.is_null()).add(Column::CountsUntil.is_not_null());
    let known = Entity::find()
        .select_only()
        .columns([Column::Id, Column::DeviceLookup, Column::Components, Column::DeactivatedAt])
        .filter(Column::LicenseId.eq(license.id))
        .filter(known)
        .order_by_desc(Column::ActivatedAt)
        .limit(MOST_COMPARED);
    if license.seats_used.saturating_add(license.transfers) > i64::try_from(MOST_COMPARED).unwrap_or(i64::MAX) {
        let exact = known.clone().filter(Column::DeviceLookup.eq(mark.lookup().to_vec()));
        let found = best(&exact.into_tuple().all(conn).await?, mark)?;
        if found != Known::No {
            return Ok(found);
        }
    }
    best(&known.into_tuple().all(conn).await?, mark)
}

type Row = (Uuid, Vec<u8>, String, Option<i64>);

fn best(rows: &[Row], mark: &DeviceMark) -> Result<Known, Fault> {
    let live = |row: &&Row| row.3.is_none();
    let exact = |row: &&Row| row.1 == mark.lookup();
    let found = match rows.iter().filter(live).find(exact) {
        Some(row) => Some(row),
        None => match like(rows.iter().filter(live), mark)? {
            Some(row) => Some(row),
            None => match rows.iter().find(exact) {
                Some(row) => Some(row),
                None => like(rows.iter(), mark)?,
            },
        },
    };
    Ok(match found {
        None => Known::No,
        Some((activation, _, components, None)) => {
            Known::Holds { activation: *activation, as_written: DeviceMark::read(components)? == *mark }
        }
        Some((activation, ..)) => Known::Returns { activation: *activation },
    })
}

fn like<'a>(rows: impl Iterator<Item = &'a Row>, mark: &DeviceMark) -> Result<Option<&'a Row>, Fault> {
    for row in rows {
        if DeviceMark::read(&row.2)?.matches(mark) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}
