//! Names of time zones that people, browsers and operators tell.

use jiff::tz::TimeZone;

/// Files of the database that are no zone of a place: this machine's own (another one on the next node), and none.
const NO_ZONES: [&str; 3] = ["localtime", "posixrules", "factory"];
/// Copies of the whole database, one of them with leap seconds.
const COPIES: [&str; 2] = ["posix/", "right/"];

/// The zone of this name, in the database's spelling (`asia/tokyo` is `Asia/Tokyo`); `None` for what is none. Old names
/// are known.
pub fn known(name: &str) -> Option<String> {
    Some(of_name(name)?.iana_name()?.to_owned())
}

/// The rules of the zone of this name, as [`known`].
pub fn of_name(name: &str) -> Option<TimeZone> {
    let is_plain =
        (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b));
    let lower = name.to_ascii_lowercase();
    if !is_plain || NO_ZONES.contains(&lower.as_str()) || COPIES.iter().any(|copy| lower.starts_with(copy)) {
        return None;
    }
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

#[cfg(test)]
mod tests {
    use super::known;

    /// ALL-5
    #[test]
    fn a_zone_is_known_in_the_spelling_of_the_database() {
        for (typed, stored) in [
            ("Asia/Tokyo", "Asia/Tokyo"),
            ("asia/tokyo", "Asia/Tokyo"),
            ("UTC", "UTC"),
            ("utc", "UTC"),
            ("Europe/Kiev", "Europe/Kiev"),
            ("Asia/Calcutta", "Asia/Calcutta"),
            ("etc/gmt+5", "Etc/GMT+5"),
        ] {
            assert_eq!(known(typed).as_deref(), Some(stored), "{typed}");
        }
        for wrong in [
            "",
            "localtime",
            "LocalTime",
            "posixrules",
            "Factory",
            "factory",
            "right/Asia/Tokyo",
            "posix/Asia/Tokyo",
            "Asia/Nowhere",
            "../../etc/passwd",
            "../../../etc/localtime",
            "/etc/localtime",
            "+09:00",
            "Asia/Tokyo\u{0}",
            "<b>",
            "Etc/Unknown",
        ] {
            assert_eq!(known(wrong), None, "{wrong:?}");
        }
    }
}
