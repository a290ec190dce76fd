//! The months of reports, in the vendor's zone.

use gatehouse_core::Moment;
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The most months of one report.
pub const MOST_MONTHS: i64 = 24;

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// As `2026-11`.
    pub word: String,
    /// When it begins.
    pub start: Moment,
    /// When the next one begins.
    pub end: Moment,
}

fn first_of(date: Date, months: i64) -> Option<Date> {
    date.first_of_month().checked_add(Span::new().try_months(months).ok()?).ok()
}

/// So many months, the first of them `first` months away from the one of `at`.
pub fn months(at: Moment, zone: &TimeZone, first: i64, count: i64) -> Vec<Month> {
    let date = at.timestamp().to_zoned(zone.clone()).date();
    let month = |n: i64| {
        let (begin, next) = (first_of(date, n)?, first_of(date, n + 1)?);
        let moment = |day: Date| day.to_zoned(zone.clone()).ok().map(|at| Moment::from(at.timestamp()));
        Some(Month { word: begin.strftime("%Y-%m").to_string(), start: moment(begin)?, end: moment(next)? })
    };
    (first..first + count.min(MOST_MONTHS)).filter_map(month).collect()
}

/// The months from one moment up to another, the last [`MOST_MONTHS`] of them.
pub fn months_between(from: Moment, until: Moment, zone: &TimeZone) -> Vec<Month> {
    let all = months(until, zone, 1 - MOST_MONTHS, MOST_MONTHS);
    all.into_iter().filter(|month| month.end > from).collect()
}

#[cfg(test)]
mod tests {
    use super::{months, months_between};
    use gatehouse_core::Moment;
    use jiff::tz::TimeZone;

    /// LIC-15, ALL-5
    #[test]
    fn months_begin_in_the_vendors_zone() {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let read = months(at("2026-11-30T15:30:00Z"), &zone, -1, 3);
        let words: Vec<&str> = read.iter().map(|month| month.word.as_str()).collect();
        assert_eq!(words, ["2026-11", "2026-12", "2027-01"], "December has begun there");
        assert_eq!((read[1].start, read[1].end), (at("2026-11-30T15:00:00Z"), at("2026-12-31T15:00:00Z")));
        let between = months_between(at("2026-09-10T00:00:00Z"), at("2026-11-10T00:00:00Z"), &zone);
        assert_eq!(between.len(), 3);
        assert_eq!(months_between(at("2000-01-01T00:00:00Z"), at("2026-11-10T00:00:00Z"), &zone).len(), 24);
    }
}
