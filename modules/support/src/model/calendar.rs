//! When support works (SUP-17): hours of a week in one time zone, without holidays; or always.
//!
//! Working time is real time: an hour of a day on which clocks are changed is 60 minutes, and a day from midnight to midnight has 23,
//! 24 or 25 of them.

use gatehouse_core::{Moment, Refusal};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
/// Hours of one day, at the most.
const MOST_HOURS: usize = 8;
/// Holidays, at the most.
const MOST_HOLIDAYS: usize = 500;
/// Days that are looked at for a moment of work. A calendar without one in two years has none.
const MOST_DAYS: usize = 800;

/// From one minute of a day to another one, which does not belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    /// The first minute.
    pub from: u16,
    /// The end; 1,440 is midnight.
    pub to: u16,
}

/// A calendar as it is stored, in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarRule {
    /// An IANA name.
    pub zone: String,
    /// Around the clock: hours and holidays are passed over.
    pub always: bool,
    /// Monday first.
    pub week: [Vec<Hours>; 7],
    /// Days without work.
    pub holidays: Vec<Date>,
}

/// Why it is no calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum CalendarRefused {
    /// No such time zone.
    #[refusal(422, "calendar.zone", calendar_zone, field = "zone")]
    Zone,
    /// Hours of a day that are none, overlap, or are too many.
    #[refusal(422, "calendar.hours", calendar_hours, field = "week")]
    Hours,
    /// No day has hours.
    #[refusal(422, "calendar.empty", calendar_empty, field = "week")]
    Empty,
    /// Too many holidays.
    #[refusal(422, "calendar.holidays", calendar_holidays, field = "holidays")]
    Holidays,
}

/// A calendar to count with.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    always: bool,
    week: [Vec<Hours>; 7],
    holidays: Vec<Date>,
}

impl Calendar {
    /// Around the clock: for critical requests of a contract that says so (SUP-4).
    #[must_use]
    pub fn around_the_clock() -> Self {
        Self { zone: TimeZone::UTC, always: true, week: Default::default(), holidays: Vec::new() }
    }

    /// From what is stored or was typed.
    pub fn of(rule: &CalendarRule) -> Result<Self, CalendarRefused> {
        let zone = TimeZone::get(&rule.zone).map_err(|_| CalendarRefused::Zone)?;
        if rule.always {
            return Ok(Self { zone, ..Self::around_the_clock() });
        }
        let mut week = rule.week.clone();
        for day in &mut week {
            day.sort_unstable();
            let is_order = day.windows(2).all(|two| two[0].to <= two[1].from);
            let is_time = day.iter().all(|hours| hours.from < hours.to && hours.to <= DAY_MINUTES);
            if !is_order || !is_time || day.len() > MOST_HOURS {
                return Err(CalendarRefused::Hours);
            }
        }
        if week.iter().all(Vec::is_empty) {
            return Err(CalendarRefused::Empty);
        }
        if rule.holidays.len() > MOST_HOLIDAYS {
            return Err(CalendarRefused::Holidays);
        }
        let mut holidays = rule.holidays.clone();
        holidays.sort_unstable();
        Ok(Self { zone, always: false, week, holidays })
    }

    /// Whether support works at this moment.
    #[must_use]
    pub fn is_open(&self, at: Moment) -> bool {
        self.always || self.spans(self.date(at)).iter().any(|(from, to)| *from <= at && at < *to)
    }

    /// The first moment of work from this one on; `None` when none comes in two years.
    #[must_use]
    pub fn next_open(&self, at: Moment) -> Option<Moment> {
        if self.always {
            return Some(at);
        }
        self.spans_from(at).map(|(from, _)| from).next()
    }

    /// The moment at which so much working time (in microseconds) has passed since `start`: the last one of it, so that a day's target
    /// ends in the evening and not on the next morning. `None` when it does not pass in two years.
    #[must_use]
    pub fn after(&self, start: Moment, working: i64) -> Option<Moment> {
        if working <= 0 {
            return Some(start);
        }
        if self.always {
            return Some(start.plus(working));
        }
        let mut left = working;
        for (from, to) in self.spans_from(start) {
            let span = to.since(from);
            if left <= span {
                return Some(from.plus(left));
            }
            left -= span;
        }
        None
    }

    /// Working time between two moments, in microseconds; none where the second one is not the later one.
    #[must_use]
    pub fn between(&self, start: Moment, end: Moment) -> i64 {
        if end <= start {
            return 0;
        }
        if self.always {
            return end.since(start);
        }
        let (mut date, last) = (self.date(start), self.date(end));
        let mut all = 0;
        while date <= last {
            let of_day = self.spans(date);
            all += of_day.iter().map(|(from, to)| (*to).min(end).since((*from).max(start)).max(0)).sum::<i64>();
            let Ok(next) = date.tomorrow() else { break };
            date = next;
        }
        all
    }

    /// When a reminder that is due may be sent: never outside of working hours (no mail at midnight).
    #[must_use]
    pub fn reminder(&self, due: Moment) -> Option<Moment> {
        self.next_open(due)
    }

    fn date(&self, at: Moment) -> Date {
        self.zone.to_datetime(at.timestamp()).date()
    }

    /// What is left of the working hours from a moment on.
    fn spans_from(&self, at: Moment) -> impl Iterator<Item = (Moment, Moment)> + '_ {
        let first = self.date(at);
        let days = std::iter::successors(Some(first), |date| date.tomorrow().ok()).take(MOST_DAYS);
        days.flat_map(move |date| self.spans(date))
            .filter(move |(_, to)| *to > at)
            .map(move |(from, to)| (from.max(at), to))
    }

    /// The working hours of a day as moments, in their order. Where clocks are put forward, what is skipped is no time.
    fn spans(&self, date: Date) -> Vec<(Moment, Moment)> {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let hours = &self.week[weekday];
        if hours.is_empty() || self.holidays.binary_search(&date).is_ok() || !self.exists(date) {
            return Vec::new();
        }
        let mut spans = Vec::with_capacity(hours.len());
        // Minutes that are skipped come out later than those behind them.
        let mut end_before = Moment(i64::MIN);
        for hours in hours {
            let (Some(from), Some(to)) = (self.moment(date, hours.from), self.moment(date, hours.to)) else { continue };
            let from = from.max(end_before);
            if from < to {
                spans.push((from, to));
                end_before = to;
            }
        }
        spans
    }

    /// Places have left out a whole day when they changed sides of the date line.
    fn exists(&self, date: Date) -> bool {
        self.zone.to_zoned(date.to_datetime(Time::midnight())).is_ok_and(|start| start.date() == date)
    }

    fn moment(&self, date: Date, minute: u16) -> Option<Moment> {
        let at = if minute >= DAY_MINUTES {
            date.tomorrow().ok()?.to_datetime(Time::midnight())
        } else {
            let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
            DateTime::from_parts(date, Time::new(hour, minute, 0, 0).ok()?)
        };
        Some(Moment::from(self.zone.to_zoned(at).ok()?.timestamp()))
    }
}

#[cfg(test)]
mod tests;
