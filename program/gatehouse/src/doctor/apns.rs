//! Whether customers' requests for Apple's push service can be signed (SUP-8).

use super::Findings;
use crate::config::Config;
use gatehouse_core::Moment;

pub(super) fn examine(config: &Config, now: Moment, findings: &mut Findings) {
    let vendor = match config.apns() {
        Ok(vendor) => vendor.0,
        Err(fault) => return findings.error("apns.certificate", fault.to_string()),
    };
    let Some(vendor) = vendor else { return };
    let end = vendor.ends_at().rfc3339();
    if !vendor.is_valid(now) {
        let text = format!(
            "the chain of [apns] is not valid (it ends at {end}): nobody's request is signed. Renew it with Apple"
        );
        findings.error("apns.certificate", text);
    } else if vendor.warning(now, None).is_some() {
        let text =
            format!("the chain of [apns] ends at {end}: renew it with Apple; customers need not enroll anew for that");
        findings.warning("apns.certificate", text);
    } else {
        findings.ok("apns.certificate", format!("requests for Apple's push service are signed until {end}"));
    }
}
