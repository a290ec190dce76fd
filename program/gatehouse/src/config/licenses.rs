//! What the operator decides about licenses (LIC-8, LIC-13).

use gatehouse_core::{Fault, HOUR};
use gatehouse_licenses::model::rescue::RescueRules;
use serde::Deserialize;

/// See [`super::Config::licenses`].
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct LicensesConfig {
    /// How many times a year seats of a license are freed without the device, and for a larger one as many as it has seats; 0: on the
    /// device only.
    pub freed_seats_a_year: u32,
    /// Hours that a device keeps a seat which it took after one was freed so.
    pub freed_seat_hours: u32,
    /// How many days before a license expires its holders are told, those who asked for it; 0 is the day itself.
    pub expiry_notices: Vec<u32>,
}

impl Default for LicensesConfig {
    fn default() -> Self {
        Self { freed_seats_a_year: 6, freed_seat_hours: 24, expiry_notices: vec![30, 14, 7, 1, 0] }
    }
}

impl LicensesConfig {
    /// The budget of freed seats.
    pub fn rules(&self) -> RescueRules {
        RescueRules { a_year: i64::from(self.freed_seats_a_year), cool_down: i64::from(self.freed_seat_hours) * HOUR }
    }

    /// The days of the notices.
    pub fn notice_days(&self) -> Vec<i64> {
        self.expiry_notices.iter().map(|days| i64::from(*days)).collect()
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.freed_seats_a_year > 1_000 || self.freed_seat_hours > 8_760 {
            return Err(Fault::new(
                "licenses: freed_seats_a_year must be at most 1000, and freed_seat_hours at most 8760",
            ));
        }
        if self.expiry_notices.is_empty()
            || self.expiry_notices.len() > 10
            || self.expiry_notices.iter().any(|days| *days > 60)
        {
            return Err(Fault::new("licenses.expiry_notices: must be 1 to 10 numbers of days, each at most 60"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use std::collections::BTreeMap;

    /// LIC-8, LIC-13
    #[test]
    fn freed_seats_and_notices_of_licenses_can_be_set() {
        let parse = |text: &str, set: &[(&str, &str)]| {
            let set: BTreeMap<String, String> =
                set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            Config::parse(text, &set)
        };
        let usual = parse("", &[]).unwrap().licenses;
        assert_eq!((usual.freed_seats_a_year, usual.freed_seat_hours), (6, 24));
        assert_eq!(usual.notice_days(), [30, 14, 7, 1, 0]);
        let text = "[licenses]\nfreed_seats_a_year = 0\nexpiry_notices = [60, 3]";
        let set = parse(text, &[("GATEHOUSE__LICENSES__FREED_SEAT_HOURS", "48")]).unwrap().licenses;
        assert_eq!((set.freed_seats_a_year, set.freed_seat_hours, set.notice_days()), (0, 48, vec![60, 3]));
        for wrong in
            ["freed_seats_a_year = 1001", "freed_seat_hours = 8761", "expiry_notices = []", "expiry_notices = [61]"]
        {
            let refused = parse(&format!("[licenses]\n{wrong}"), &[]).err().map(|fault| fault.to_string());
            assert!(refused.is_some_and(|text| text.contains("licenses")), "{wrong}");
        }
    }
}
