//! How often parts of a device may be exchanged (LIC-10).
//!
//! Part by part any device can be turned into any other, and the lease of the one before runs on. So exchanges are counted in the
//! seat's row, for all nodes and across restarts; beyond them it counts as another device.

use gatehouse_core::{DAY, Moment};

/// Exchanges at once.
const AT_ONCE: i64 = 3;
/// Then one more after each such time.
const EACH: i64 = 7 * DAY;

/// The column `activation.exchanges_until` after one more exchange: when all of them are free again. `None`: there were too many
/// lately. What lies further ahead than this can write was written by a clock that was ahead, and counts as nothing.
pub fn one_more(until: Moment, now: Moment) -> Option<Moment> {
    let all = AT_ONCE * EACH;
    let used = if until.is_within(now, all) { until } else { now };
    let next = used.plus(EACH);
    (next <= now.plus(all)).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::one_more;
    use gatehouse_core::{DAY, Moment};

    const NONE: Moment = Moment(0);

    /// LIC-10
    #[test]
    fn three_exchanges_are_free_at_once_and_then_one_a_week() {
        let now = Moment(1_800_000_000_000_000);
        let third = (0..3).fold(NONE, |until, _| one_more(until, now).unwrap());
        assert_eq!(one_more(third, now), None);
        assert_eq!(one_more(third, now.plus(7 * DAY - 1)), None);
        let fourth = one_more(third, now.plus(7 * DAY)).unwrap();
        assert_eq!(one_more(fourth, now.plus(7 * DAY)), None);
        let later = now.plus(28 * DAY);
        assert_eq!(one_more(fourth, later), one_more(NONE, later), "all are free again");
    }

    /// LIC-10
    #[test]
    fn a_clock_that_was_ahead_keeps_no_device_waiting_for_longer_than_the_rule() {
        let now = Moment(1_800_000_000_000_000);
        let ahead = one_more(NONE, now.plus(400 * DAY)).unwrap();
        assert_eq!(one_more(ahead, now), one_more(NONE, now));
        let used_up = now.plus(21 * DAY);
        assert_eq!(one_more(used_up, now), None);
    }
}
