//! When there is a chat (SUP-20): while it is switched on and support works, by the calendar that was chosen, or always.

use gatehouse_core::Moment;
use gatehouse_support::model::calendar::Calendar;

/// Whether somebody can begin a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Now.
    Open,
    /// Support does not work; from this moment on it does again, where one comes.
    Closed(Option<Moment>),
    /// There is no chat.
    Off,
}

/// At this moment. Without a calendar there is a chat around the clock.
#[must_use]
pub fn at(is_on: bool, calendar: Option<&Calendar>, now: Moment) -> Hours {
    match (is_on, calendar) {
        (false, _) => Hours::Off,
        (true, Some(calendar)) if !calendar.is_open(now) => Hours::Closed(calendar.next_open(now)),
        (true, _) => Hours::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::{Hours, at};
    use gatehouse_core::{HOUR, Moment};
    use gatehouse_support::model::calendar::{Calendar, CalendarRule, Hours as Span};

    /// SUP-20
    #[test]
    fn a_chat_has_the_hours_of_its_calendar() {
        let day = vec![Span { from: 9 * 60, to: 17 * 60 }];
        let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
        let rule = CalendarRule { zone: "Europe/Berlin".into(), always: false, week, holidays: Vec::new() };
        let calendar = Calendar::of(&rule).unwrap();
        // Friday, 4 December 2026, 16:00 in Berlin.
        let friday = Moment(1_796_396_400_000_000);
        assert_eq!(at(true, Some(&calendar), friday), Hours::Open);
        assert_eq!(at(false, Some(&calendar), friday), Hours::Off);
        let evening = friday.plus(2 * HOUR);
        // Monday, 9:00.
        let monday = friday.plus((2 * 24 + 17) * HOUR);
        assert_eq!(at(true, Some(&calendar), evening), Hours::Closed(Some(monday)));
        assert_eq!(at(true, None, evening), Hours::Open);
    }
}
