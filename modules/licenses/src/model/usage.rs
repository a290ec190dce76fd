//! Seats of a license by day (LIC-15), worked out from the rows of its seats: when each was taken, freed, and seen last.

use gatehouse_core::{DAY, Moment};
use jiff::Span;
use jiff::tz::TimeZone;

/// The most days that are looked at: as long as the rows of freed seats are kept.
pub const MOST_DAYS: i64 = 365;

/// A seat as its row tells of it.
#[derive(Clone, Copy, Debug)]
pub struct SeatSpan {
    /// When it was taken.
    pub taken: Moment,
    /// When it was freed.
    pub freed: Option<Moment>,
    /// When its device asked last.
    pub seen: Moment,
    /// The longest lease that was given in it.
    pub lease_days: i64,
}

/// A day of the vendor's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// When it began.
    pub start: Moment,
    /// When the next one begins.
    pub end: Moment,
    /// The first one of a month.
    pub is_first: bool,
}

/// What is written of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Devices with a seat at its end.
    pub used: i64,
    /// Those of them whose lease had not ended.
    pub alive: i64,
    /// The most at one moment.
    pub most: i64,
}

/// The day in which a moment lies.
pub fn day_of(moment: Moment, zone: &TimeZone) -> Day {
    let at = moment.timestamp().to_zoned(zone.clone());
    let start = at.start_of_day().map_or(moment, |start| Moment::from(start.timestamp()));
    let next = at.checked_add(Span::new().days(1)).and_then(|next| next.start_of_day());
    let end = next.map_or(start.plus(DAY), |next| Moment::from(next.timestamp()));
    Day { start, end, is_first: at.date().day() == 1 }
}

/// The days from the one of `first` on that have ended at `now`, the last [`MOST_DAYS`] of them.
pub fn days_since(first: Moment, now: Moment, zone: &TimeZone) -> Vec<Day> {
    let mut days = Vec::new();
    let mut day = day_of(first.max(now.plus(-MOST_DAYS * DAY)), zone);
    while day.end <= now {
        days.push(day);
        day = day_of(day.end, zone);
    }
    days
}

/// The figures of each of these days, of the seats of one license.
pub fn figures(spans: &[SeatSpan], days: &[Day]) -> Vec<Figures> {
    days.iter().map(|day| of_day(spans, day)).collect()
}

fn of_day(spans: &[SeatSpan], day: &Day) -> Figures {
    let held = |span: &SeatSpan, at: Moment| span.taken < at && span.freed.is_none_or(|freed| freed >= at);
    let count = |is: &dyn Fn(&SeatSpan) -> bool| spans.iter().filter(|span| is(span)).fold(0, |count, _| count + 1);
    let is_in = |at: Moment| day.start <= at && at < day.end;
    // A seat that is freed and taken at one moment was never two.
    let mut changes: Vec<(Moment, i64)> =
        spans.iter().filter(|span| is_in(span.taken)).map(|span| (span.taken, 1)).collect();
    changes.extend(spans.iter().filter_map(|span| span.freed).filter(|freed| is_in(*freed)).map(|freed| (freed, -1)));
    changes.sort_unstable();
    let (mut now, mut most) = (count(&|span| held(span, day.start)), 0);
    most = most.max(now);
    for (_, change) in changes {
        now += change;
        most = most.max(now);
    }
    Figures {
        used: count(&|span| held(span, day.end)),
        alive: count(&|span| held(span, day.end) && span.seen.plus(span.lease_days.saturating_mul(DAY)) >= day.end),
        most,
    }
}

#[cfg(test)]
mod tests {
    use super::{Figures, SeatSpan, day_of, days_since, figures};
    use gatehouse_core::{DAY, HOUR, Moment};
    use jiff::tz::TimeZone;

    fn span(taken: i64, freed: Option<i64>, seen: i64) -> SeatSpan {
        let moment = |hours: i64| Moment(hours * HOUR);
        SeatSpan { taken: moment(taken), freed: freed.map(moment), seen: moment(seen), lease_days: 2 }
    }

    /// LIC-15
    #[test]
    fn a_day_tells_of_its_end_and_of_the_most_at_one_moment() {
        let days = days_since(Moment(0), Moment(5 * DAY), &TimeZone::UTC);
        assert_eq!(days.len(), 5);
        let spans = [span(1, None, 1), span(2, Some(20), 3), span(20, Some(21), 21), span(30, None, 100)];
        let told = figures(&spans, &days);
        let expected = [(1, 1, 2), (2, 2, 2), (2, 1, 2), (2, 1, 2), (2, 1, 2)];
        assert_eq!(told, expected.map(|(used, alive, most)| Figures { used, alive, most }));
    }

    /// ALL-5
    #[test]
    fn days_are_those_of_the_zone_where_clocks_change() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
        let day = day_of(at("2026-10-25T12:00:00Z"), &zone);
        assert_eq!(day.end.since(day.start), 25 * HOUR);
        let days = days_since(at("2026-10-30T12:00:00Z"), at("2026-11-02T12:00:00Z"), &zone);
        assert_eq!(days.iter().map(|day| day.is_first).collect::<Vec<_>>(), [false, false, true]);
        assert!(days_since(at("2026-11-02T11:00:00Z"), at("2026-11-02T12:00:00Z"), &zone).is_empty());
        assert_eq!(days_since(Moment(0), at("2026-11-02T12:00:00Z"), &zone).len(), 365);
    }
}
