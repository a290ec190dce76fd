//! The transfer limit (LIC-13, LIC-14): how far a license may wander.
//!
//! A freed seat can be taken by another device at once, while the lease of the first one runs on where nobody can call it
//! back. So a freed seat goes on counting for a while, and seats in use and counting ones together are never more than the
//! license's seats and the product's allowance.

use gatehouse_core::{DAY, Moment};

/// A freed seat counts at least this long, however short the product's leases are.
pub const COUNTS_FOR: i64 = 30 * DAY;
/// The smallest allowance where the product says none.
const LEAST: i64 = 2;
/// The largest that a product may set.
pub const MOST: i64 = 100_000;

/// How many freed seats may count at once: what the product says, else as many as seats and at least two.
pub fn allowance(setting: Option<i64>, seats: i64) -> i64 {
    setting.unwrap_or_else(|| seats.max(LEAST))
}

/// When the lease of a device whose seat is freed now has ended at the latest.
pub fn lease_until(now: Moment, lease_days: i64) -> Moment {
    now.plus(lease_days.max(1).saturating_mul(DAY))
}

/// Until when a seat freed now counts: at least 30 days, and as long as its device may run.
pub fn counts_until(now: Moment, lease_days: i64) -> Moment {
    lease_until(now, lease_days).max(now.plus(COUNTS_FOR))
}

#[cfg(test)]
mod tests {
    use super::{allowance, counts_until, lease_until};
    use gatehouse_core::{DAY, Moment};

    /// LIC-13
    #[test]
    fn a_freed_seat_counts_as_long_as_its_device_may_run_and_thirty_days_at_least() {
        let now = Moment(1_000);
        assert_eq!(counts_until(now, 7), now.plus(30 * DAY));
        assert_eq!(counts_until(now, 90), now.plus(90 * DAY));
        assert_eq!(lease_until(now, 7), now.plus(7 * DAY));
        assert_eq!([allowance(None, 1), allowance(None, 2), allowance(None, 50)], [2, 2, 50]);
        assert_eq!([allowance(Some(0), 50), allowance(Some(7), 1)], [0, 7]);
    }
}
