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
