//! Days that people and programs write, as moments (ALL-5).

use crate::Moment;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What is wrong with a written day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayError {
    /// Not a day of the calendar.
    NotADay,
    /// A day of another age: a typed year 0026 is an error.
    Year,
}

/// The first moment of a day (`2026-11-21`) in `zone`, or an RFC 3339 moment as it is.
pub fn first_moment(text: &str, zone: &TimeZone) -> Result<Moment, DayError> {
    moment(text, |day| Some(Moment::from(day.to_zoned(zone.clone()).ok()?.timestamp())))
}

/// The last microsecond of a day in `zone`, or an RFC 3339 moment as it is.
pub fn last_moment(text: &str, zone: &TimeZone) -> Result<Moment, DayError> {
    moment(text, |day| {
        let next = day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?;
        Some(Moment::from(next.timestamp()).plus(-1))
    })
}

fn moment(text: &str, of_day: impl Fn(Date) -> Option<Moment>) -> Result<Moment, DayError> {
    let text = text.trim();
    let (year, moment) = if text.len() == 10 {
        let day = text.parse::<Date>().map_err(|_| DayError::NotADay)?;
        (day.year(), of_day(day))
    } else {
        let moment = text.parse::<Timestamp>().map_err(|_| DayError::NotADay)?;
        (moment.to_zoned(TimeZone::UTC).year(), Some(Moment::from(moment)))
    };
    if !(2000..2200).contains(&year) {
        return Err(DayError::Year);
    }
    moment.ok_or(DayError::NotADay)
}
