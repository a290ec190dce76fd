//! Surveys (SUP-15): when somebody is asked, how long they can answer, and what a mark says.

use gatehouse_core::{DAY, HOUR, Lang, Moment};
use gatehouse_db::stored_words;

/// From closing to the mail.
pub const AFTER_CLOSING: i64 = HOUR;
/// Nobody is asked twice within it.
pub const BETWEEN: i64 = 14 * DAY;
/// From the mail on, the link opens for so long.
pub const LINK: i64 = 30 * DAY;
/// From the first answer on, it can be changed for so long.
pub const EDITABLE: i64 = 7 * DAY;
/// Nobody is asked by the yearly survey twice within it: rounds are started by hand, and one may come a little early.
pub const A_YEAR: i64 = 350 * DAY;
/// An answer is kept for so long.
pub const KEPT: i64 = 3 * 365 * DAY;
/// That somebody was asked by the yearly survey and said nothing is kept for so long, so that they are not asked again.
pub const YEARLY_KEPT: i64 = 366 * DAY;
/// What was said in a round of the yearly survey is shown once so many have answered it: of fewer one could be told by their words.
pub const SHOWN_FROM: i64 = 5;
/// The best mark.
pub const BEST: i64 = 5;
/// Up to this one support offers to go on with it.
pub const LOW: i64 = 2;

/// What a survey is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SurveyKind {
    /// One request.
    Request,
    /// Support as a whole, once a year.
    Yearly,
}

stored_words!(SurveyKind { Request = "request", Yearly = "yearly" });

impl SurveyKind {
    /// Its name.
    #[must_use]
    pub fn name(self, lang: Lang) -> String {
        let t = crate::texts(lang);
        match self {
            Self::Request => t.msg_survey_kind_request(),
            Self::Yearly => t.msg_survey_kind_yearly(),
        }
    }
}

/// How far a round of the yearly survey is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RoundState {
    /// People are asked, part by part.
    Running,
    /// Support has stopped it; who has the mail can still answer.
    Stopped,
    /// Everybody was asked.
    Done,
}

stored_words!(RoundState { Running = "running", Stopped = "stopped", Done = "done" });

/// What a mark is called.
#[must_use]
pub fn mark_name(mark: i64, lang: Lang) -> String {
    let t = crate::texts(lang);
    match mark {
        1 => t.msg_mark_1(),
        2 => t.msg_mark_2(),
        3 => t.msg_mark_3(),
        4 => t.msg_mark_4(),
        _ => t.msg_mark_5(),
    }
}

/// Marks, the best first.
pub fn marks() -> impl Iterator<Item = i64> {
    (1..=BEST).rev()
}

/// Whether the link of a survey opens now. What a clock sent that was ahead opens nothing.
#[must_use]
pub fn opens(sent: Option<Moment>, dies: Option<Moment>, now: Moment) -> bool {
    sent.is_some_and(|at| at.has_come(now)) && dies.is_some_and(|at| at.is_within(now, LINK))
}

/// Whether an answer can be given, or changed, now.
#[must_use]
pub fn takes_answers(answered: Option<Moment>, now: Moment) -> bool {
    answered.is_none_or(|at| at.was_within(now, EDITABLE))
}

#[cfg(test)]
mod tests {
    use super::{EDITABLE, LINK, opens, takes_answers};
    use gatehouse_core::{DAY, HOUR, Moment};

    /// SUP-15
    #[test]
    fn a_link_opens_for_thirty_days_and_an_answer_stays_open_for_seven() {
        let sent = Moment(1_800_000_000_000_000);
        let dies = Some(sent.plus(LINK));
        assert!(opens(Some(sent), dies, sent) && opens(Some(sent), dies, sent.plus(30 * DAY - HOUR)));
        assert!(!opens(Some(sent), dies, sent.plus(30 * DAY)) && !opens(None, None, sent));
        assert!(!opens(Some(sent), dies, sent.plus(-DAY)), "a clock was ahead");
        assert!(takes_answers(None, sent) && takes_answers(Some(sent), sent.plus(EDITABLE - 1)));
        assert!(!takes_answers(Some(sent), sent.plus(EDITABLE)));
    }
}
