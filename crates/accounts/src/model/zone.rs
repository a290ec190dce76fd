//! Time zones: the names of the IANA database that a person would choose from.

pub use gatehouse_core::zone::known;
use jiff::tz::db;
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

#[cfg(test)]
mod tests {
    use super::{all, known};

    /// ALL-5
    #[test]
    fn a_zone_is_known_by_its_name_and_nothing_else() {
        assert!(all().iter().any(|z| z == "Asia/Tokyo") && all().iter().any(|z| z == "Europe/Moscow"));
        assert!(
            all().iter().all(|name| known(name).as_deref() == Some(name)),
            "every zone that is offered can be chosen"
        );
        for wrong in ["", "Asia/Nowhere", "../../etc/passwd", "Asia/Tokyo\u{0}", "<b>"] {
            assert_eq!(known(wrong), None, "{wrong:?}");
        }
    }
}
