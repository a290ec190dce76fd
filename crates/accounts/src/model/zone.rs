//! Time zones: the names of the IANA database that a person would choose from.

use jiff::tz::{TimeZone, db};
use std::sync::LazyLock;

/// Old names by country, kept in the database for old programs only.
const OLD: [&str; 9] = ["posix/", "right/", "Etc/", "SystemV/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/"];

static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut names: Vec<String> = db()
        .available()
        .map(|name| name.as_str().to_owned())
        .filter(|name| name.contains('/') && !OLD.iter().any(|old| name.starts_with(old)))
        .collect();
    names.push("UTC".to_owned());
    names.sort_unstable();
    names.dedup();
    names
});

/// Every zone offered, sorted by name.
pub fn all() -> &'static [String] {
    &ALL
}

/// The zone if its name is known; what a browser tells (also an old name) is accepted when its rules are known.
pub fn known(name: &str) -> Option<&str> {
    let is_plain = name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    (is_plain && TimeZone::get(name).is_ok()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{all, known};

    /// ALL-5
    #[test]
    fn a_zone_is_known_by_its_name_and_nothing_else() {
        assert!(all().iter().any(|z| z == "Asia/Tokyo") && all().iter().any(|z| z == "Europe/Moscow"));
        assert_eq!(known("Asia/Tokyo"), Some("Asia/Tokyo"));
        for wrong in ["", "Asia/Nowhere", "../../etc/passwd", "Asia/Tokyo\u{0}", "<b>"] {
            assert_eq!(known(wrong), None, "{wrong:?}");
        }
    }
}
