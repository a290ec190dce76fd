//! Variables that look like settings and are none.

use super::{Config, PREFIX};

/// What `cargo xtask`, the suite and the build of the web assets set for themselves; the program sees them when they start
/// it.
const OF_THE_SUITE: [&str; 4] =
    ["GATEHOUSE_BINARY", "GATEHOUSE_TEST_POSTGRES", "GATEHOUSE_WEB_OUT", "GATEHOUSE_WRITE_FEATURES"];

impl Config {
    /// Variables that look like settings and are none, such as `GATEHOUSE_LISTEN` with one underscore.
    pub fn unknown_variables() -> Vec<String> {
        among(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
    }
}

/// The same among these names.
pub(super) fn among(names: impl Iterator<Item = String>) -> Vec<String> {
    let is_known = |name: &str| {
        name.starts_with(PREFIX)
            || ["GATEHOUSE_CONFIG", crate::log::VARIABLE].contains(&name)
            || OF_THE_SUITE.contains(&name)
    };
    names.filter(|name| name.starts_with("GATEHOUSE_") && !is_known(name)).collect()
}
