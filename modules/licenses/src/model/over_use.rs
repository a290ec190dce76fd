//! When a license counts as used to its limit or beyond (LIC-14).

use gatehouse_core::{DAY, Moment};

/// From so many seats on, a license of which nearly all are taken is worth a word; a smaller one when more devices come than it has.
pub const LARGE: i64 = 10;

/// What the operator sets. In the services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverUseRules {
    /// Of which hundredths of the seats clerks are told, rising.
    pub percents: Vec<i64>,
    /// After so many days beyond the seats a license is in the clerks' list.
    pub days: i64,
}

impl Default for OverUseRules {
    fn default() -> Self {
        Self { percents: vec![90, 100, 110], days: 7 }
    }
}

impl OverUseRules {
    /// The highest level that is reached; 0: none.
    pub fn level(&self, percent: i64) -> i64 {
        self.percents.iter().copied().filter(|level| *level <= percent).max().unwrap_or(0)
    }

    /// Whether clerks follow a license that is used so.
    pub fn is_case(&self, devices: i64, seats: i64) -> bool {
        devices > seats || (seats >= LARGE && self.level(percent(devices, seats)) > 0)
    }

    /// Whether it has been beyond its seats long enough.
    pub fn is_sustained(&self, over_since: Option<Moment>, now: Moment) -> bool {
        over_since.is_some_and(|since| since.plus(self.days.saturating_mul(DAY)) <= now)
    }
}

/// Hundredths of the seats, rounded down.
pub fn percent(devices: i64, seats: i64) -> i64 {
    devices.saturating_mul(100) / seats.max(1)
}

#[cfg(test)]
mod tests {
    use super::{OverUseRules, percent};
    use gatehouse_core::{DAY, Moment};

    /// LIC-14
    #[test]
    fn levels_rise_with_the_devices_and_small_licenses_count_from_the_first_too_many() {
        let rules = OverUseRules::default();
        let table = [(8, 10, 0), (9, 10, 90), (10, 10, 100), (11, 10, 110), (109, 100, 100), (110, 100, 110)];
        for (devices, seats, level) in table {
            assert_eq!(rules.level(percent(devices, seats)), level, "{devices} of {seats}");
        }
        assert!(rules.is_case(9, 10) && !rules.is_case(8, 10));
        assert!(!rules.is_case(1, 1) && !rules.is_case(9, 9) && rules.is_case(2, 1) && !rules.is_case(17, 19));
    }

    /// LIC-14
    #[test]
    fn only_what_lasts_is_sustained() {
        let (rules, since) = (OverUseRules::default(), Moment(DAY));
        assert!(!rules.is_sustained(None, Moment(100 * DAY)));
        assert!(!rules.is_sustained(Some(since), since.plus(7 * DAY - 1)));
        assert!(rules.is_sustained(Some(since), since.plus(7 * DAY)));
    }
}
