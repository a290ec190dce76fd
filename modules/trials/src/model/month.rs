//! The month of a moment: what is kept for long says no more of when it was.

use gatehouse_core::{Fault, Moment};
use jiff::tz::TimeZone;

/// The first moment (UTC) of the month of `now`.
pub fn month_of(now: Moment) -> Result<Moment, Fault> {
    let first = now.timestamp().to_zoned(TimeZone::UTC).date().first_of_month();
    Ok(Moment::from(first.to_zoned(TimeZone::UTC)?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::month_of;
    use gatehouse_core::Moment;

    #[test]
    fn a_month_begins_on_its_first_day() {
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        for (now, month) in [
            ("2026-11-29T09:00:00Z", "2026-11-01T00:00:00Z"),
            ("2026-12-01T00:00:00Z", "2026-12-01T00:00:00Z"),
            ("2028-02-29T23:59:59Z", "2028-02-01T00:00:00Z"),
        ] {
            assert_eq!(month_of(at(now)).unwrap(), at(month));
        }
    }
}
