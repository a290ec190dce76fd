//! How licenses are blocked, what takes two people, and when over-use is told.

use gatehouse_core::Fault;
use gatehouse_licenses::model::large::BlockRules;
use gatehouse_licenses::model::over_use::OverUseRules;
use serde::Deserialize;

/// See [`super::Config::blocks`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BlocksConfig {
    /// Days of grace in a block in steps, unless the clerk says otherwise.
    pub grace_days: u32,
    /// Days in which the product is limited after that.
    pub limited_days: u32,
    /// A block or a new code of so many seats waits for a second clerk.
    pub two_people_seats: u32,
    /// A block of so many licenses at once waits for a second clerk.
    pub two_people_licenses: u32,
    /// What one clerk changes alone within so many hours is added up for both; 0: it is not.
    pub two_people_hours: u32,
    /// Of which hundredths of a license's seats the log tells, rising.
    pub over_use_percents: Vec<u32>,
    /// After so many days beyond its seats a license is in the clerks' list.
    pub over_use_days: u32,
}

impl Default for BlocksConfig {
    fn default() -> Self {
        Self {
            grace_days: 8,
            limited_days: 14,
            two_people_seats: 500,
            two_people_licenses: 100,
            two_people_hours: 24,
            over_use_percents: vec![90, 100, 110],
            over_use_days: 7,
        }
    }
}

impl BlocksConfig {
    pub(super) fn check(&self) -> Result<(), Fault> {
        if self.grace_days > 365 || self.limited_days > 365 {
            return Err(Fault::new("blocks: grace_days and limited_days must be at most 365"));
        }
        if self.two_people_seats == 0 || self.two_people_licenses == 0 {
            return Err(Fault::new("blocks: two_people_seats and two_people_licenses must be at least 1"));
        }
        if self.two_people_hours > 168 {
            return Err(Fault::new("blocks.two_people_hours: must be at most 168"));
        }
        let percents = &self.over_use_percents;
        let rising = percents.windows(2).all(|pair| matches!(pair, [low, high] if low < high));
        if percents.is_empty() || !rising || percents.iter().any(|percent| !(1..=1_000).contains(percent)) {
            return Err(Fault::new("blocks.over_use_percents: must be rising numbers from 1 to 1000"));
        }
        if !(1..=365).contains(&self.over_use_days) {
            return Err(Fault::new("blocks.over_use_days: must be from 1 to 365"));
        }
        Ok(())
    }

    /// As the module takes them.
    pub fn rules(&self) -> BlockRules {
        BlockRules {
            grace_days: i64::from(self.grace_days),
            limited_days: i64::from(self.limited_days),
            large_seats: i64::from(self.two_people_seats),
            large_licenses: i64::from(self.two_people_licenses),
            add_up_hours: i64::from(self.two_people_hours),
        }
    }

    /// As the module takes them.
    pub fn over_use(&self) -> OverUseRules {
        let percents = self.over_use_percents.iter().copied().map(i64::from).collect();
        OverUseRules { percents, days: i64::from(self.over_use_days) }
    }

    /// As an operator reads them.
    pub(super) fn values(&self) -> Vec<(&'static str, String)> {
        let percents: Vec<String> = self.over_use_percents.iter().map(u32::to_string).collect();
        vec![
            ("blocks.grace_days", self.grace_days.to_string()),
            ("blocks.limited_days", self.limited_days.to_string()),
            ("blocks.two_people_seats", self.two_people_seats.to_string()),
            ("blocks.two_people_licenses", self.two_people_licenses.to_string()),
            ("blocks.two_people_hours", self.two_people_hours.to_string()),
            ("blocks.over_use_percents", percents.join(", ")),
            ("blocks.over_use_days", self.over_use_days.to_string()),
        ]
    }
}
