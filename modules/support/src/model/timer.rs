//! What time does to a request (SUP-10): reminders on day 3 and 7, an end without information on day 14; a solution closes after the
//! operator's days, an end without information after 30.

use super::status::Status;
use gatehouse_core::{DAY, Moment};

/// Days of silence after which the customer is reminded.
pub const REMINDERS: [i64; 2] = [3, 7];
/// Days of silence after which a request is solved without information.
pub const SILENCE: i64 = 14;
/// Days after which such a request closes.
pub const CLOSES: i64 = 30;

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// The next reminder.
    Remind,
    /// This status.
    Becomes(Status),
}

/// The next thing that time does, and when. `since`: when the status began; `reminded`: reminders so far; `closes_after`: of a solution.
#[must_use]
pub fn next(status: Status, since: Moment, reminded: i64, closes_after: i64) -> Option<(Moment, Due)> {
    match status {
        Status::AwaitingAnswer => {
            let reminder = usize::try_from(reminded).ok().and_then(|told| REMINDERS.get(told));
            Some(match reminder {
                Some(day) => (since.plus(day * DAY), Due::Remind),
                None => (since.plus(SILENCE * DAY), Due::Becomes(Status::SolvedNoInformation)),
            })
        }
        Status::SolutionProvided => Some((since.plus(closes_after), Due::Becomes(Status::Closed))),
        Status::SolvedNoInformation => Some((since.plus(CLOSES * DAY), Due::Becomes(Status::Closed))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Due, next};
    use crate::model::status::Status;
    use gatehouse_core::{DAY, Moment};

    /// SUP-10
    #[test]
    fn silence_reminds_twice_and_then_ends() {
        let since = Moment(5);
        let at = |reminded| next(Status::AwaitingAnswer, since, reminded, DAY);
        assert_eq!(at(0), Some((since.plus(3 * DAY), Due::Remind)));
        assert_eq!(at(1), Some((since.plus(7 * DAY), Due::Remind)));
        assert_eq!(at(2), Some((since.plus(14 * DAY), Due::Becomes(Status::SolvedNoInformation))));
        let solved = next(Status::SolvedNoInformation, since, 2, DAY);
        assert_eq!(solved, Some((since.plus(30 * DAY), Due::Becomes(Status::Closed))));
        assert_eq!(
            next(Status::SolutionProvided, since, 0, DAY),
            Some((since.plus(DAY), Due::Becomes(Status::Closed)))
        );
        assert!(Status::ALL.into_iter().filter(|s| s.is_final()).all(|s| next(s, since, 0, DAY).is_none()));
        assert_eq!(next(Status::Processing, since, 0, DAY), None);
    }
}
