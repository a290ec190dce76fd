//! Settings that people read or click, checked before anybody does.

use super::Config;
use gatehouse_core::text::{code_point, one_line, unprintable_in};
use gatehouse_core::{Fault, zone};
use url::Url;

/// The most characters of the vendor's name: it stands in the head of every page and in subjects of mails.
const LONGEST_BRAND: usize = 100;

/// What stands on pages and in mails as the operator wrote it.
pub(super) fn check(config: &Config) -> Result<(), Fault> {
    let brand = config.brand.trim();
    if let Some(c) = unprintable_in(brand) {
        return Err(Fault::new(format!("brand: holds {}, which nobody can read", code_point(c))));
    }
    if one_line(brand).is_ok_and(|text| text.is_empty()) || brand.chars().nth(LONGEST_BRAND).is_some() {
        return Err(Fault::new(format!("brand: must have 1 to {LONGEST_BRAND} characters")));
    }
    if !config.help_url.is_empty() && !is_web_address(&config.help_url) {
        return Err(Fault::new("help_url: must be an address such as https://help.example.com, or empty"));
    }
    if zone::known(&config.zone).is_none() {
        return Err(Fault::new(format!("zone: {} is not an IANA time zone", config.zone)));
    }
    Ok(())
}

/// Whether a link may lead there: `https://` or `http://`, with a host.
fn is_web_address(text: &str) -> bool {
    let is_plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\`{}|^".contains(c));
    let is_web = |url: Url| {
        let has_no_name = url.username().is_empty() && url.password().is_none();
        matches!(url.scheme(), "https" | "http") && url.has_host() && has_no_name
    };
    is_plain && (text.starts_with("https://") || text.starts_with("http://")) && Url::parse(text).is_ok_and(is_web)
}
