//! How a device stands to a license before it gets a seat (LIC-10, LIC-13): what the rows say of it, and what follows.

use super::exchanges;
use gatehouse_core::{Moment, Uuid};

/// A seat with what was written down of its device when it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenSeat {
    /// The seat.
    pub activation: Uuid,
    /// As in the column.
    pub components: String,
    /// As in the column: the pepper of these components.
    pub pepper_version: i64,
    /// As in the column.
    pub exchanges_until: Moment,
    /// As in the column.
    pub lease_days: i64,
    /// As in the column.
    pub lease_until: Option<Moment>,
    /// Whether each part of the device that asks is the one that was written down.
    pub as_written: bool,
}

/// What a license knows of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It holds a seat.
    Holds(WrittenSeat),
    /// A device with its primary part and otherwise other parts holds a seat: too much was exchanged to be sure that it is this
    /// one, so this one takes its place.
    Replaces {
        /// The seat of the other.
        activation: Uuid,
        /// The seat that this one had.
        returns_to: Option<WrittenSeat>,
    },
    /// Its seat was freed, and still counts against the transfer limit.
    Returns(WrittenSeat),
    /// It has not been here lately.
    No,
}

/// A device that comes back to a seat which was freed and still counts: it is no further device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returning {
    /// The freed seat.
    pub seat: Uuid,
    /// What was counted there, and one more where parts were exchanged meanwhile: freeing a seat gives no further exchanges.
    pub exchanges_until: Moment,
    /// When the leases that it had there have ended at the latest.
    pub lease_until: Option<Moment>,
}

impl Returning {
    /// `None`: too many parts were exchanged lately, so it is a further device.
    fn to(seat: &WrittenSeat, now: Moment) -> Option<Self> {
        let counted = seat.exchanges_until;
        let exchanges_until = if seat.as_written { counted } else { exchanges::one_more(counted, now)? };
        Some(Self { seat: seat.activation, exchanges_until, lease_until: seat.lease_until })
    }
}

/// How a device stands to a license before it gets a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeviceSeat {
    /// It holds this one.
    Held(WrittenSeat),
    /// It needs one: that of `replaces`, where another device holds it in its place, else a free one.
    Needed {
        /// The seat of the device that it takes the place of.
        replaces: Option<Uuid>,
        /// The seat that it had.
        returning: Option<Returning>,
    },
}

impl DeviceSeat {
    /// A device that the license does not know.
    pub const FURTHER: Self = Self::Needed { replaces: None, returning: None };

    /// What follows from what the rows say.
    pub fn of(known: Known, now: Moment) -> Self {
        let (replaces, before) = match known {
            // Another one by now: it takes the place of the one that it was.
            Known::Holds(seat) if !seat.as_written && exchanges::one_more(seat.exchanges_until, now).is_none() => {
                (Some(seat.activation), None)
            }
            Known::Holds(seat) => return Self::Held(seat),
            Known::Replaces { activation, returns_to } => (Some(activation), returns_to),
            Known::Returns(seat) => (None, Some(seat)),
            Known::No => (None, None),
        };
        Self::Needed { replaces, returning: before.and_then(|seat| Returning::to(&seat, now)) }
    }
}
