//! Whether a device with a seat still uses it, and which records are of one computer that was installed anew (LIC-15).

use crate::model::device_mark::DeviceMark;
use crate::tables::activation;
use gatehouse_core::{DAY, HOUR, Lang, Moment, Uuid};
use gatehouse_db::stored_words;
use std::collections::HashMap;

/// A device is stale no sooner, however short the leases are: people go on holiday.
pub const STALE_DAYS: i64 = 30;
/// What more devices than this have in common tells of no computer.
const COMMON: usize = 20;

/// How a record of a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    /// It has a seat and asked for its lease in time.
    Active,
    /// It has a seat, and its lease has ended without a word.
    Stale,
    /// Its seat was freed.
    Freed,
}

stored_words!(DeviceState { Active = "active", Stale = "stale", Freed = "freed" });

impl DeviceState {
    /// Its name.
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Active => t.msg_device_state_active(),
            Self::Stale => t.msg_device_state_stale(),
            Self::Freed => t.msg_device_state_freed(),
        }
    }

    /// Of a record at a moment.
    pub fn of(row: &activation::Model, now: Moment) -> Self {
        match row.deactivated_at {
            Some(_) => Self::Freed,
            None if stale_since(row) <= now => Self::Stale,
            None => Self::Active,
        }
    }
}

/// From when on a device that asks no more is stale: the end of its longest lease, and [`STALE_DAYS`] at least.
pub fn stale_since(row: &activation::Model) -> Moment {
    row.last_seen_at.plus(row.lease_days.max(STALE_DAYS).saturating_mul(DAY))
}

/// A record with what its device calls itself.
pub struct Known<'a> {
    /// The record.
    pub row: &'a activation::Model,
    /// The name, not the one that a holder gave.
    pub own_name: &'a str,
}

/// For each record the place of the first one of the same computer. Two records of a license are of one computer when the older one
/// was not seen any more after the newer one was activated, and both have the same name and platform, or enough parts in common.
pub fn computers(records: &[Known<'_>]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..records.len()).collect();
    let mut by_name: HashMap<(Uuid, String, &str), Vec<usize>> = HashMap::new();
    let mut by_part: HashMap<(Uuid, i64, [u8; 32]), Vec<usize>> = HashMap::new();
    for (place, record) in records.iter().enumerate() {
        let row = record.row;
        let name = record.own_name.trim().to_lowercase();
        if !name.is_empty() {
            by_name.entry((row.license_id, name, row.platform.as_str())).or_default().push(place);
        }
        for part in DeviceMark::read(&row.components).iter().flat_map(DeviceMark::parts) {
            by_part.entry((row.license_id, row.pepper_version, *part)).or_default().push(place);
        }
    }
    for places in by_name.values() {
        join(&mut group, records, places.iter().flat_map(|one| places.iter().map(move |other| (*one, *other))));
    }
    let mut common: HashMap<(usize, usize), usize> = HashMap::new();
    for places in by_part.values().filter(|places| (2..=COMMON).contains(&places.len())) {
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                *common.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let enough = common.into_iter().filter(|((one, other), count)| {
        let parts =
            |place: usize| DeviceMark::read(&records[place].row.components).map_or(0, |mark| mark.parts().len());
        *count >= 2 && count * 5 >= parts(*one).max(parts(*other)) * 2
    });
    join(&mut group, records, enough.flat_map(|((one, other), _)| [(one, other), (other, one)]));
    (0..records.len()).map(|place| first(&mut group, place)).collect()
}

/// Joins the pairs of which the second one came after the first one was gone.
fn join(group: &mut [usize], records: &[Known<'_>], pairs: impl Iterator<Item = (usize, usize)>) {
    for (older, newer) in pairs {
        let (old, new) = (records[older].row, records[newer].row);
        if old.activated_at < new.activated_at && old.last_seen_at < new.activated_at.plus(HOUR) {
            let (one, other) = (first(group, older), first(group, newer));
            group[one.max(other)] = one.min(other);
        }
    }
}

fn first(group: &mut [usize], place: usize) -> usize {
    let mut root = place;
    while group[root] != root {
        root = group[root];
    }
    let mut at = place;
    while group[at] != root {
        at = std::mem::replace(&mut group[at], root);
    }
    root
}

#[cfg(test)]
mod tests {
    use super::{DeviceState, Known, computers, stale_since};
    use crate::tables::activation;
    use gatehouse_core::{DAY, HOUR, Moment, Uuid};

    fn record(activated: i64, seen: i64) -> activation::Model {
        activation::Model {
            id: Uuid::from_u128(u128::try_from(activated).unwrap()),
            license_id: Uuid::nil(),
            code_id: None,
            device_lookup: Vec::new(),
            fingerprint_sealed: Vec::new(),
            components: "[]".to_owned(),
            pepper_version: 0,
            device_name_sealed: None,
            given_name_sealed: None,
            platform: "windows".to_owned(),
            application: None,
            product_version: None,
            activated_at: Moment(activated * DAY),
            last_seen_at: Moment(seen * DAY),
            deactivated_at: None,
            deactivated_by: None,
            counts_until: None,
            lease_until: None,
            exchanges_until: Moment(0),
            lease_days: 7,
        }
    }

    fn parts(numbers: [u8; 5]) -> String {
        let hashes: Vec<String> = numbers.iter().map(|number| format!("{number:02x}").repeat(32)).collect();
        serde_json::to_string(&hashes).unwrap()
    }

    /// LIC-15
    #[test]
    fn records_of_a_computer_that_was_installed_anew_stand_together() {
        let mut rows = [record(1, 10), record(11, 20), record(12, 12), record(21, 30), record(13, 13)];
        rows[0].components = parts([1, 2, 3, 4, 5]);
        rows[1].components = parts([6, 7, 3, 4, 8]);
        rows[2].components = parts([9, 10, 11, 12, 13]);
        let names = ["DESK-1", "DESK-7", "LAPTOP", "desk-7 ", "LAPTOP"];
        let known: Vec<Known<'_>> = rows.iter().zip(names).map(|(row, own_name)| Known { row, own_name }).collect();
        // By two of five parts, then by the name; the laptop that came back the next day was seen no more before.
        assert_eq!(computers(&known), [0, 0, 2, 0, 2]);
        let mut both_run = [record(1, 20), record(11, 20)];
        both_run[1].last_seen_at = Moment(20 * DAY + HOUR);
        let known: Vec<Known<'_>> = both_run.iter().map(|row| Known { row, own_name: "MacBook" }).collect();
        assert_eq!(computers(&known), [0, 1], "two computers of one name");
        let other = activation::Model { license_id: Uuid::from_u128(9), ..record(11, 20) };
        let rows = [record(1, 2), other];
        let known: Vec<Known<'_>> = rows.iter().map(|row| Known { row, own_name: "MacBook" }).collect();
        assert_eq!(computers(&known), [0, 1], "of another license");
    }

    /// LIC-15
    #[test]
    fn a_device_is_stale_when_its_lease_has_ended_and_thirty_days_are_over() {
        let mut row = record(1, 10);
        assert_eq!(stale_since(&row), Moment(40 * DAY));
        assert_eq!(DeviceState::of(&row, Moment(40 * DAY - 1)), DeviceState::Active);
        assert_eq!(DeviceState::of(&row, Moment(40 * DAY)), DeviceState::Stale);
        row.lease_days = 90;
        assert_eq!(stale_since(&row), Moment(100 * DAY));
        row.deactivated_at = Some(Moment(11 * DAY));
        assert_eq!(DeviceState::of(&row, Moment(200 * DAY)), DeviceState::Freed);
    }
}
