//! The transfer limit (LIC-13, LIC-14): how far a license may wander.
//!
//! A freed seat can be taken by another device at once, while the lease of the first one runs on where nobody can call it
//! back. So a freed seat goes on counting for a while, and seats in use and counting ones together are never more than the
//! license's seats and the product's allowance.
//!
//! A key file runs longer than any lease, and who says that it was forgotten may have kept it. So the seat of a device that had one
//! counts to the file's end, for a year at the most: then the seat's row is forgotten, and which device it was with it.

use gatehouse_catalog::model::limits::MOST_LEASE_DAYS;
use gatehouse_core::{DAY, Moment, SKEW};
use gatehouse_db::stored_words;

/// A freed seat counts at least this long, however short the product's leases are.
pub const COUNTS_FOR: i64 = 30 * DAY;
/// The smallest allowance where the product says none.
const LEAST: i64 = 2;
/// A freed seat counts so long at the most: its row is kept for as long.
pub const MOST_COUNTING: i64 = 365 * DAY;

/// Who freed a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FreedBy {
    /// The device itself, or another one in its place.
    Product,
    /// A holder of the license.
    Account,
    /// A clerk, or their program.
    Staff,
}

stored_words!(FreedBy { Product = "product", Account = "account", Staff = "staff" });

impl FreedBy {
    /// Whether the seat counts against the limit: not what a clerk freed.
    pub const fn counts(self) -> bool {
        matches!(self, Self::Product | Self::Account)
    }
}

/// No seat counts for longer than until then: what says so was written by a clock that was ahead.
pub fn longest_counting(now: Moment) -> Moment {
    now.plus(Ord::max(MOST_COUNTING, MOST_LEASE_DAYS * DAY)).plus(SKEW)
}

/// How many freed seats may count at once: what the product says, else as many as seats and at least two.
pub fn allowance(setting: Option<i64>, seats: i64) -> i64 {
    setting.unwrap_or_else(|| seats.max(LEAST))
}

/// When the leases of a device whose seat is freed now have ended at the latest: the longest one that was given in this seat, of
/// `lease_days`, and what it still had when it came back (`before`), unless a clock that was ahead wrote that.
pub fn lease_until(now: Moment, lease_days: i64, before: Option<Moment>) -> Moment {
    let before = before.filter(|until| *until <= now.plus(MOST_LEASE_DAYS * DAY));
    now.plus(lease_days.max(1).saturating_mul(DAY)).max(before.unwrap_or(now))
}

/// The same as an expression over rows of seats; `now` and `most` (by [`MOST_LEASE_DAYS`] later) are their places in the statement.
pub fn lease_until_of_rows(now: &str, most: &str) -> String {
    let ends = format!("{now} + (case when lease_days > 1 then lease_days else 1 end) * {DAY}");
    format!("case when lease_until > {ends} and lease_until <= {most} then lease_until else {ends} end")
}

/// Until when a seat freed now counts: at least 30 days, and as long as its device may run, by its leases or by the key files that it was
/// given.
pub fn counts_until(now: Moment, lease_until: Moment, file_until: Option<Moment>) -> Moment {
    let file_until = file_until.map_or(now, |until| Ord::min(until, now.plus(MOST_COUNTING)));
    Ord::max(lease_until, file_until).max(now.plus(COUNTS_FOR))
}

#[cfg(test)]
mod tests {
    use super::{allowance, counts_until, lease_until, longest_counting};
    use gatehouse_core::{DAY, Moment};

    /// LIC-13
    #[test]
    fn a_freed_seat_counts_as_long_as_its_device_may_run_and_thirty_days_at_least() {
        let now = Moment(1_000);
        let until = |days, before: Option<i64>| lease_until(now, days, before.map(|days| now.plus(days * DAY)));
        assert_eq!(counts_until(now, until(7, None), None), now.plus(30 * DAY));
        assert_eq!(counts_until(now, until(90, None), None), now.plus(90 * DAY));
        let with_file = |days| counts_until(now, until(7, None), Some(now.plus(days * DAY)));
        assert_eq!([with_file(7), with_file(200)], [now.plus(30 * DAY), now.plus(200 * DAY)]);
        assert_eq!(with_file(1_000), now.plus(365 * DAY));
        assert!(with_file(1_000) <= longest_counting(now));
        assert_eq!(until(7, None), now.plus(7 * DAY));
        // What the device still had in an earlier seat; what is longer than any lease, a clock that was ahead wrote.
        assert_eq!([until(7, Some(80)), until(7, Some(5))], [now.plus(80 * DAY), now.plus(7 * DAY)]);
        assert_eq!([until(7, Some(90)), until(7, Some(91))], [now.plus(90 * DAY), now.plus(7 * DAY)]);
        assert_eq!([allowance(None, 1), allowance(None, 2), allowance(None, 50)], [2, 2, 50]);
        assert_eq!([allowance(Some(0), 50), allowance(Some(7), 1)], [0, 7]);
    }
}
