//! How long ago something was, as people say it.

use crate::Format;
use gatehouse_core::{HOUR, MINUTE, Moment};

/// How long ago, in the largest unit that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ago {
    /// Less than a minute ago; also what a clock that runs ahead has seen.
    Now,
    /// 1 to 59.
    Minutes(i64),
    /// On the same day, or less than six hours ago.
    Hours(i64),
    /// On the day before.
    Yesterday,
    /// 2 to 30 days of the calendar.
    Days(i64),
    /// 1 to 11 whole months, from the 31st day on.
    Months(i64),
    /// Whole years.
    Years(i64),
}

/// Until so long ago, last night is a matter of hours and not of yesterday.
const SAME_NIGHT: i64 = 6 * HOUR;
/// Days that are counted as days.
const MOST_DAYS: i64 = 30;

impl Format {
    /// How long before `now` a moment was. Days, months and years are those of the calendar in the person's zone.
    pub fn ago(&self, moment: Moment, now: Moment) -> Ago {
        let past = now.0.saturating_sub(moment.0);
        if past < MINUTE {
            return Ago::Now;
        }
        if past < HOUR {
            return Ago::Minutes(past / MINUTE);
        }
        let day = |at: Moment| at.timestamp().to_zoned(self.zone().clone()).date();
        let (then, today) = (day(moment), day(now));
        if then == today || past < SAME_NIGHT {
            return Ago::Hours(past / HOUR);
        }
        let days = then.duration_until(today).as_hours() / 24;
        match days {
            ..=1 => Ago::Yesterday,
            2..=MOST_DAYS => Ago::Days(days),
            _ => {
                let months = i64::from(today.year() - then.year()) * 12 + i64::from(today.month() - then.month())
                    - i64::from(today.day() < then.day());
                if months < 12 { Ago::Months(months.max(1)) } else { Ago::Years(months / 12) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ago;
    use crate::Format;
    use gatehouse_core::{Lang, Moment};
    use jiff::tz::TimeZone;

    /// ALL-5
    #[test]
    fn how_long_ago_follows_the_calendar_of_the_reader() {
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let now = at("2026-11-21T12:00:00Z");
        let utc = Format::new(Lang::En, TimeZone::UTC);
        for (then, ago) in [
            ("2026-11-21T12:00:09Z", Ago::Now),
            ("2026-11-21T11:59:01Z", Ago::Now),
            ("2026-11-21T11:59:00Z", Ago::Minutes(1)),
            ("2026-11-21T11:00:01Z", Ago::Minutes(59)),
            ("2026-11-21T11:00:00Z", Ago::Hours(1)),
            ("2026-11-21T00:00:00Z", Ago::Hours(12)),
            ("2026-11-20T23:59:59Z", Ago::Yesterday),
            ("2026-11-20T00:00:00Z", Ago::Yesterday),
            ("2026-11-19T23:59:00Z", Ago::Days(2)),
            ("2026-11-18T12:00:00Z", Ago::Days(3)),
            ("2026-10-22T12:00:00Z", Ago::Days(30)),
            ("2026-10-21T12:00:00Z", Ago::Months(1)),
            ("2026-09-22T12:00:00Z", Ago::Months(1)),
            ("2026-01-01T12:00:00Z", Ago::Months(10)),
            ("2025-11-22T12:00:00Z", Ago::Months(11)),
            ("2025-11-21T12:00:00Z", Ago::Years(1)),
            ("2020-12-01T12:00:00Z", Ago::Years(5)),
        ] {
            assert_eq!(utc.ago(at(then), now), ago, "{then}");
        }
        // Half past midnight: ten minutes to twelve was not yesterday, but last afternoon was.
        let night = at("2026-11-21T00:30:00Z");
        assert_eq!(utc.ago(at("2026-11-20T22:50:00Z"), night), Ago::Hours(1));
        assert_eq!(utc.ago(at("2026-11-20T16:00:00Z"), night), Ago::Yesterday);
        // In Tokyo it is the 21st already.
        let tokyo = Format::new(Lang::Ja, TimeZone::get("Asia/Tokyo").unwrap());
        assert_eq!(tokyo.ago(at("2026-11-20T14:00:00Z"), at("2026-11-21T10:00:00Z")), Ago::Yesterday);
        assert_eq!(tokyo.ago(at("2026-11-20T16:00:00Z"), at("2026-11-21T10:00:00Z")), Ago::Hours(18));
    }
}
