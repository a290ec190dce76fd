//! What an operator sets for companies.

use super::Config;
use gatehouse_companies::model::settings::Settings;
use gatehouse_core::Fault;

impl Config {
    /// The settings of companies.
    pub fn companies(&self) -> Result<Settings, Fault> {
        let (least, most) = (Settings::LEAST_HOURS, Settings::MOST_HOURS);
        Settings::objecting(self.owner_objection_hours)
            .ok_or_else(|| Fault::new(format!("owner_objection_hours: is a number of hours from {least} to {most}")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use std::collections::BTreeMap;

    /// COM-3
    #[test]
    fn the_time_to_object_is_a_day_at_least() {
        let parse = |text: &str| Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string());
        for good in ["", "owner_objection_hours = 24", "owner_objection_hours = 720"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in ["owner_objection_hours = 23", "owner_objection_hours = 721", "owner_objection_hours = -1"] {
            let refused = parse(bad).err().unwrap_or_default();
            assert!(refused.contains("owner_objection_hours"), "{bad}: {refused}");
        }
    }
}
