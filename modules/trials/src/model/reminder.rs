//! Which reminder of a trial's end is due (LIC-22): 7 days and 1 day before, on the day, 3 and 14 days after. Days are those of the
//! reader's own zone. After an outage only the newest due one is mailed; one whose day lay before the trial began never was due.

use gatehouse_core::Moment;
use jiff::tz::TimeZone;

/// Days after the end, the first reminder first; negative: before it.
const DAYS: [i64; 5] = [-7, -1, 0, 3, 14];
/// Days after the end from which nothing more is said: the last reminder's day has passed everywhere.
pub const SILENT_DAYS: i64 = 15;

/// One of the reminders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reminder(i64);

impl Reminder {
    /// As it is stored: 1 to 5.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// Days after the end; negative: before it.
    pub fn days(self) -> i64 {
        usize::try_from(self.0 - 1).ok().and_then(|place| DAYS.get(place).copied()).unwrap_or_default()
    }

    /// Whether the trial is over on its day.
    pub fn is_after(self) -> bool {
        self.days() > 0
    }
}

/// The newest reminder that is due at `now` for a trial that began and ends then, if it is newer than the one that was told last.
pub fn due(now: Moment, (began, ends): (Moment, Moment), told: i64, zone: &TimeZone) -> Option<Reminder> {
    let day = |at: Moment| at.timestamp().to_zoned(zone.clone()).date();
    let between = |from: Moment, to: Moment| day(from).until(day(to)).ok().map(|span| i64::from(span.get_days()));
    let gone = between(ends, now)?;
    if gone >= SILENT_DAYS {
        return None;
    }
    let length = between(began, ends)?;
    let place = DAYS.iter().rposition(|days| *days <= gone && *days + length > 0)?;
    let reminder = Reminder(i64::try_from(place).ok()? + 1);
    (reminder.number() > told).then_some(reminder)
}

#[cfg(test)]
mod tests {
    use super::due;
    use gatehouse_core::{DAY, HOUR, Moment};
    use jiff::tz::TimeZone;

    fn moment(text: &str) -> Moment {
        Moment(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    /// LIC-22
    #[test]
    fn each_reminder_is_due_on_its_day_and_the_newest_one_alone() {
        let (began, ends) = (moment("2026-11-01T10:00:00Z"), moment("2026-12-01T10:00:00Z"));
        let days =
            |after: i64, told| due(ends.plus(after * DAY), (began, ends), told, &TimeZone::UTC).map(|one| one.days());
        for (after, is) in [
            (-8, None),
            (-7, Some(-7)),
            (-2, Some(-7)),
            (-1, Some(-1)),
            (0, Some(0)),
            (2, Some(0)),
            (3, Some(3)),
            (13, Some(3)),
            (14, Some(14)),
            (15, None),
            (40, None),
        ] {
            assert_eq!(days(after, 0), is, "{after} days after the end");
        }
        assert_eq!(days(3, 4), None, "told");
        assert_eq!(days(14, 1), Some(14), "what was missed is not told later");
    }

    /// LIC-22
    #[test]
    fn a_short_trial_is_not_reminded_of_days_before_it_began() {
        let began = moment("2026-11-01T10:00:00Z");
        let ends = began.plus(5 * DAY);
        let days = |at: Moment| due(at, (began, ends), 0, &TimeZone::UTC).map(|one| one.days());
        assert_eq!(days(began.plus(HOUR)), None);
        assert_eq!(days(began.plus(4 * DAY)), Some(-1));
        let in_a_day = due(began.plus(HOUR), (began, began.plus(DAY)), 0, &TimeZone::UTC);
        assert_eq!(in_a_day, None, "it ends tomorrow, as was said when it began");
    }

    /// LIC-22, ALL-5
    #[test]
    fn days_are_those_of_the_reader() {
        let (began, ends) = (moment("2026-11-01T00:00:00Z"), moment("2026-12-01T20:00:00Z"));
        let at = moment("2026-11-30T16:00:00Z");
        let days = |zone: &str| due(at, (began, ends), 0, &TimeZone::get(zone).unwrap()).map(|one| one.days());
        // In Tokyo it is 1 December, and the trial ends on the 2nd; in Oregon it is 30 November, and it ends on the 1st.
        assert_eq!((days("Asia/Tokyo"), days("America/Los_Angeles")), (Some(-1), Some(-1)));
        assert_eq!(
            due(moment("2026-12-01T16:00:00Z"), (began, ends), 0, &TimeZone::get("Asia/Tokyo").unwrap())
                .map(|one| one.days()),
            Some(0)
        );
    }
}
