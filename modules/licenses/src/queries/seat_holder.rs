//! Which seat a device holds, or held a short while ago.

use crate::model::device_mark::{DeviceMark, Marks};
use crate::model::device_seat::{Known, WrittenSeat};
use crate::tables::{activation, license};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ConnectionTrait, FromQueryResult, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Devices of a license that are compared part by part; beyond, only the primary part is looked for.
const MOST_COMPARED: u64 = 200;

/// Whether this device holds a seat of the license, or held one that still counts. A seat in use comes before a freed one. Most of
/// its parts must be equal: the primary one alone would be any number of devices.
pub async fn of_device<C: ConnectionTrait>(
    conn: &C,
    license: &license::Model,
    device: &Marks<'_>,
) -> Result<Known, Fault> {
    use activation::{Column, Entity};
    let known = Condition::any().add(Column::DeactivatedAt.is_null()).add(Column::CountsUntil.is_not_null());
    let known = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::DeviceLookup,
            Column::Components,
            Column::PepperVersion,
            Column::DeactivatedAt,
            Column::ExchangesUntil,
            Column::LeaseDays,
            Column::LeaseUntil,
        ])
        .filter(Column::LicenseId.eq(license.id))
        .filter(known)
        .order_by_desc(Column::ActivatedAt)
        .limit(MOST_COMPARED);
    if license.seats_used.saturating_add(license.transfers) > i64::try_from(MOST_COMPARED).unwrap_or(i64::MAX) {
        let exact = known.clone().filter(Column::DeviceLookup.is_in(device.lookups()));
        let found = best(exact.into_model().all(conn).await?, device)?;
        if found != Known::No {
            return Ok(found);
        }
    }
    best(known.into_model().all(conn).await?, device)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    device_lookup: Vec<u8>,
    components: String,
    pepper_version: i64,
    deactivated_at: Option<Moment>,
    exchanges_until: Moment,
    lease_days: i64,
    lease_until: Option<Moment>,
}

type Ranked = ((bool, bool), WrittenSeat);

fn best(rows: Vec<Row>, device: &Marks<'_>) -> Result<Known, Fault> {
    let (mut holds, mut returns): (Option<Ranked>, Option<Ranked>) = (None, None);
    let mut same_primary = None;
    // One for each pepper: two while it is rotated.
    let mut marks: BTreeMap<i64, DeviceMark> = BTreeMap::new();
    for row in rows {
        let mark: &DeviceMark = match marks.entry(row.pepper_version) {
            Entry::Occupied(made) => made.into_mut(),
            Entry::Vacant(place) => place.insert(device.under(row.pepper_version)?),
        };
        let written = DeviceMark::read(&row.components)?;
        let (is_live, has_primary) = (row.deactivated_at.is_none(), row.device_lookup == mark.lookup());
        let as_written = written == *mark;
        if !written.becomes(mark) {
            if is_live && has_primary {
                same_primary = Some(row.id);
            }
            continue;
        }
        let seat = WrittenSeat {
            activation: row.id,
            components: row.components,
            pepper_version: row.pepper_version,
            exchanges_until: row.exchanges_until,
            lease_days: row.lease_days,
            lease_until: row.lease_until,
            as_written,
        };
        let best = if is_live { &mut holds } else { &mut returns };
        // Of several that are alike the very same, then the one with the primary part, then the latest.
        let rank = (as_written, has_primary);
        if best.as_ref().is_none_or(|(known, _)| rank > *known) {
            *best = Some((rank, seat));
        }
    }
    let returns = returns.map(|(_, seat)| seat);
    Ok(match (holds, same_primary, returns) {
        (Some((_, seat)), ..) => Known::Holds(seat),
        (None, Some(activation), returns_to) => Known::Replaces { activation, returns_to },
        (None, None, Some(seat)) => Known::Returns(seat),
        (None, None, None) => Known::No,
    })
}
