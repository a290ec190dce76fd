//! Which seat a device holds, or held a short while ago.

use crate::model::device_mark::DeviceMark;
use crate::tables::{activation, license};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect};

/// Devices of a license that are compared part by part; beyond, only the primary part is looked for.
const MOST_COMPARED: u64 = 200;

/// A seat with what was written down of its device when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenSeat {
    /// The seat.
    pub activation: Uuid,
    /// As in the column.
    pub components: String,
    /// As in the column.
    pub exchanges_until: i64,
}

/// What a license knows of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It holds a seat.
    Holds {
        /// This one.
        seat: WrittenSeat,
        /// Whether each of its parts is the one that was written down.
        as_written: bool,
    },
    /// A device with its primary part and otherwise other parts holds a seat: too much was exchanged to be sure that it is this
    /// one, so this one takes its place.
    Replaces {
        /// The seat of the other.
        activation: Uuid,
        /// The seat that this one had.
        returns_to: Option<Uuid>,
    },
    /// Its seat was freed, and still counts against the transfer limit.
    Returns {
        /// The seat that it had.
        activation: Uuid,
    },
    /// It has not been here lately.
    No,
}

/// Whether this device holds a seat of the license, or held one that still counts. A seat in use comes before a freed one. Most of
/// its parts must be equal: the primary one alone would be any number of devices.
pub async fn of_device<C: ConnectionTrait>(
    conn: &C,
    license: &license::Model,
    mark: &DeviceMark,
) -> Result<Known, Fault> {
    use activation::{Column, Entity};
    let known = Condition::any().add(Column::DeactivatedAt.is_null()).add(Column::CountsUntil.is_not_null());
    let known = Entity::find()
        .select_only()
        .columns([Column::Id, Column::DeviceLookup, Column::Components, Column::DeactivatedAt, Column::ExchangesUntil])
        .filter(Column::LicenseId.eq(license.id))
        .filter(known)
        .order_by_desc(Column::ActivatedAt)
        .limit(MOST_COMPARED);
    if license.seats_used.saturating_add(license.transfers) > i64::try_from(MOST_COMPARED).unwrap_or(i64::MAX) {
        let exact = known.clone().filter(Column::DeviceLookup.eq(mark.lookup().to_vec()));
        let found = best(exact.into_tuple().all(conn).await?, mark)?;
        if found != Known::No {
            return Ok(found);
        }
    }
    best(known.into_tuple().all(conn).await?, mark)
}

type Row = (Uuid, Vec<u8>, String, Option<i64>, i64);

fn best(rows: Vec<Row>, mark: &DeviceMark) -> Result<Known, Fault> {
    let (mut holds, mut same_primary, mut returns) = (None, None, None);
    for (activation, lookup, components, freed, exchanges_until) in rows {
        let written = DeviceMark::read(&components)?;
        let (is_live, is_same, has_primary) = (freed.is_none(), written.becomes(mark), lookup == mark.lookup());
        match (is_live, is_same) {
            // Of several that are alike, the one with the primary part.
            (true, true) if holds.is_none() || has_primary => {
                let seat = WrittenSeat { activation, components, exchanges_until };
                holds = Some((seat, written == *mark));
            }
            (true, false) if has_primary => same_primary = Some(activation),
            (false, true) if returns.is_none() || has_primary => returns = Some(activation),
            _ => {}
        }
    }
    Ok(match (holds, same_primary, returns) {
        (Some((seat, as_written)), ..) => Known::Holds { seat, as_written },
        (None, Some(activation), returns_to) => Known::Replaces { activation, returns_to },
        (None, None, Some(activation)) => Known::Returns { activation },
        (None, None, None) => Known::No,
    })
}
