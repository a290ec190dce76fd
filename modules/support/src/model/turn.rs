//! Whose turn a request is and until when, as its customer is told: a status alone does not say who waits for whom (SUP-10, SUP-17).

use super::category::Level;
use super::status::Status;
use super::timer::SILENCE;
use crate::tables::request;
use gatehouse_core::{DAY, Moment};

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Support answers, by then where the contract says so.
    Answer(Option<Moment>),
    /// Support has answered and solves it by then.
    Solution(Moment),
    /// The customer answers; without an answer it ends then.
    Customer(Moment),
    /// The customer says whether the solution helps; otherwise it closes then.
    Check(Moment),
    /// It ended without an answer; one opens it again until then.
    Again(Moment),
    /// Nothing.
    Nothing,
}

impl Next {
    /// Of a request. Standard support promises no time (SUP-17).
    #[must_use]
    pub fn of(row: &request::Model) -> Self {
        if row.merged_into.is_some() {
            return Self::Nothing;
        }
        let step = row.step_at.unwrap_or(row.status_at);
        match row.status {
            Status::Processing => match row.due_at.filter(|_| row.level != Level::Standard) {
                Some(due) if row.first_answer_at.is_some() && row.solution_due_at == Some(due) => Self::Solution(due),
                due => Self::Answer(due),
            },
            Status::AwaitingAnswer => Self::Customer(row.status_at.plus(SILENCE * DAY)),
            Status::SolutionProvided => Self::Check(step),
            Status::SolvedNoInformation => Self::Again(step),
            _ => Self::Nothing,
        }
    }
}
