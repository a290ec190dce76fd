//! Settings that people read or click, checked before anybody does.

use super::Config;
use gatehouse_core::{Fault, zone};

/// What stands on pages and in mails as the operator wrote it.
pub(super) fn check(config: &Config) -> Result<(), Fault> {
    config.brand.check(&config.help_url)?;
    if zone::known(&config.zone).is_none() {
        return Err(Fault::new(format!("zone: {} is not an IANA time zone", config.zone)));
    }
    Ok(())
}
