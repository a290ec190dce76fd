//! How stops of leases and revocation lists are kept (LIC-16, LIC-20).

use gatehouse_catalog::model::limits::MOST_LEASE_DAYS;
use gatehouse_core::{DAY, MINUTE};
use gatehouse_db::stored_words;

/// Only stops within this time before now can concern a lease that still runs.
pub const LONGEST_LEASE: i64 = (MOST_LEASE_DAYS + 1) * DAY;
/// A list is made anew after this time though nothing changed, so that an old one can be told from a current one.
pub const REMADE_EVERY: i64 = DAY;
/// `next_update` of a list: a day's grace for a server that was down.
pub const NEXT_UPDATE: i64 = 2 * DAY;
/// Rows appear in the order of commits, not of their times: every look goes back this far.
pub const LOOK_BACK: i64 = 2 * MINUTE;

/// What a stop is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// A seat was freed.
    Activation,
    /// A license was blocked.
    License,
    /// Seats or end of a license changed, a block was planned or taken back: its rows are read again.
    Changed,
}

stored_words!(StopKind { Activation = "activation", License = "license", Changed = "changed" });
