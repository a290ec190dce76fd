//! Which status follows which, who may do that, and what it takes (SUP-9): the one table of pages, mail, API and jobs. The trigger
//! `request_step` of the database has the same rows.

use super::status::Status;
use super::status::Status::{
    AwaitingAnswer, CanceledBySupport, CanceledByUser, CanceledExpired, Closed, ClosedRedirected, Processing,
    SolutionProvided, SolvedNoInformation,
};
use gatehouse_db::stored_words;

/// Who moves a request on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// Its author, or somebody who reads along: on the page or by mail.
    Author,
    /// Another user of the company, with the right to answer and close others' requests (COM-3).
    Company,
    /// A member of the staff.
    Staff,
    /// The program, where it answers itself.
    Machine,
    /// Time that has passed.
    Timer,
    /// The job that sees licenses and contracts end.
    Entitlement,
}

stored_words!(By {
    Author = "author",
    Company = "company",
    Staff = "staff",
    Machine = "machine",
    Timer = "timer",
    Entitlement = "entitlement",
});

/// What a step takes besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A message that the customer sees, in the same transaction.
    PublicMessage,
    /// The same, marked as the solution.
    Solution,
    /// A message of a person of the request; none that a machine wrote.
    CustomerMessage,
    /// A ticked box.
    Confirmation,
    /// Where it goes on: another request or a link.
    Target,
    /// The reason.
    Reason,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// From this status.
    pub from: Status,
    /// To this one.
    pub to: Status,
    /// By one of these.
    pub by: &'static [By],
    /// What it takes.
    pub needs: Needs,
}

const fn line(from: Status, to: Status, by: &'static [By], needs: Needs) -> Transition {
    Transition { from, to, by, needs }
}

const CUSTOMERS: &[By] = &[By::Author, By::Company];

/// How a request begins, and by whom.
pub const BEGINNINGS: &[(Status, &[By])] = &[(Processing, &[By::Author, By::Staff]), (ClosedRedirected, &[By::Author])];

/// Every step that there is.
pub const TRANSITIONS: &[Transition] = &[
    line(Processing, AwaitingAnswer, &[By::Staff], Needs::PublicMessage),
    line(Processing, SolutionProvided, &[By::Staff, By::Machine], Needs::Solution),
    line(AwaitingAnswer, SolutionProvided, &[By::Staff], Needs::Solution),
    line(AwaitingAnswer, Processing, CUSTOMERS, Needs::CustomerMessage),
    // The customer has called.
    line(AwaitingAnswer, Processing, &[By::Staff], Needs::Nothing),
    line(SolutionProvided, Processing, CUSTOMERS, Needs::CustomerMessage),
    line(SolvedNoInformation, Processing, CUSTOMERS, Needs::CustomerMessage),
    line(AwaitingAnswer, SolvedNoInformation, &[By::Timer, By::Staff], Needs::Nothing),
    line(SolutionProvided, Closed, CUSTOMERS, Needs::Confirmation),
    line(SolutionProvided, Closed, &[By::Timer], Needs::Nothing),
    line(SolvedNoInformation, Closed, &[By::Timer], Needs::Nothing),
    line(Processing, ClosedRedirected, &[By::Staff], Needs::Target),
    line(AwaitingAnswer, ClosedRedirected, &[By::Staff], Needs::Target),
    line(Processing, CanceledBySupport, &[By::Staff], Needs::Reason),
    line(AwaitingAnswer, CanceledBySupport, &[By::Staff], Needs::Reason),
    line(Processing, CanceledByUser, CUSTOMERS, Needs::Confirmation),
    line(AwaitingAnswer, CanceledByUser, CUSTOMERS, Needs::Confirmation),
    line(Processing, CanceledExpired, &[By::Entitlement], Needs::Nothing),
    line(AwaitingAnswer, CanceledExpired, &[By::Entitlement], Needs::Nothing),
    line(SolutionProvided, CanceledExpired, &[By::Entitlement], Needs::Nothing),
];

/// What the step takes; `None`: there is no such step for them.
#[must_use]
pub fn needs(from: Status, to: Status, by: By) -> Option<Needs> {
    let found = TRANSITIONS.iter().find(|line| line.from == from && line.to == to && line.by.contains(&by));
    found.map(|line| line.needs)
}

/// Where they can bring it from here, in the order of the table; pages draw their buttons from it.
pub fn next(from: Status, by: By) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS.iter().filter(move |line| line.from == from && line.by.contains(&by))
}

/// Whether a request can begin as this by them.
#[must_use]
pub fn begins(as_status: Status, by: By) -> bool {
    BEGINNINGS.iter().any(|(status, who)| *status == as_status && who.contains(&by))
}

/// What somebody's closing makes of a request (SUP-12): canceled, or closed once a solution was provided.
#[must_use]
pub fn closing(from: Status, by: By) -> Option<Status> {
    [CanceledByUser, Closed].into_iter().find(|to| needs(from, *to, by) == Some(Needs::Confirmation))
}

/// What becomes of the held unit of a contract with a step; see [`super::contract`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitGoes {
    /// It stays as it is.
    Stays,
    /// It is free again, also where it was used.
    Back,
    /// It is free again where nobody has answered yet.
    BackUnlessAnswered,
}

/// What becomes of the unit when a request reaches this status.
#[must_use]
pub const fn unit_goes(to: Status) -> UnitGoes {
    match to {
        ClosedRedirected | CanceledBySupport => UnitGoes::Back,
        CanceledByUser | CanceledExpired => UnitGoes::BackUnlessAnswered,
        _ => UnitGoes::Stays,
    }
}

#[cfg(test)]
mod tests {
    use super::{BEGINNINGS, By, Needs, TRANSITIONS, begins, closing, needs, next};
    use crate::model::status::Status;
    use std::collections::BTreeSet;

    /// SUP-9
    #[test]
    fn nothing_follows_on_a_final_status_and_no_step_stands_twice() {
        let mut seen = BTreeSet::new();
        for line in TRANSITIONS {
            assert!(!line.from.is_final() && line.from != line.to);
            for by in line.by {
                assert!(seen.insert((line.from, line.to, by.word())), "{line:?}");
            }
        }
        for status in Status::ALL.into_iter().filter(|status| status.is_final()) {
            assert!(By::ALL.into_iter().all(|by| next(status, by).next().is_none()));
        }
        assert_eq!(BEGINNINGS.len(), 2);
        assert!(begins(Status::Processing, By::Staff) && !begins(Status::Closed, By::Staff));
    }

    /// SUP-9: the matrix of 9 × 9 × who, written out once more by hand.
    #[test]
    fn the_matrix_is_as_the_notes_have_it() {
        let matrix = [
            // from: processing, awaiting, solution, solved, then the final ones; a letter for each of author, company, staff,
            // machine, timer, entitlement that may.
            ("processing", ["", "s", "sm", "", "", "s", "s", "ac", "e"]),
            ("awaiting_answer", ["acs", "", "s", "st", "", "s", "s", "ac", "e"]),
            ("solution_provided", ["ac", "", "", "", "act", "", "", "", "e"]),
            ("solved_no_information", ["ac", "", "", "", "t", "", "", "", ""]),
            ("closed", [""; 9]),
            ("closed_redirected", [""; 9]),
            ("canceled_by_support", [""; 9]),
            ("canceled_by_user", [""; 9]),
            ("canceled_expired", [""; 9]),
        ];
        for (from, row) in matrix {
            let from = Status::from_word(from).unwrap_or(Status::Closed);
            for (to, letters) in Status::ALL.into_iter().zip(row) {
                for by in By::ALL {
                    let letter = by.word().chars().next().unwrap_or(' ');
                    assert_eq!(needs(from, to, by).is_some(), letters.contains(letter), "{from:?} {to:?} {by:?}");
                }
            }
        }
    }

    /// SUP-12
    #[test]
    fn closing_cancels_until_a_solution_was_provided() {
        assert_eq!(closing(Status::Processing, By::Author), Some(Status::CanceledByUser));
        assert_eq!(closing(Status::AwaitingAnswer, By::Company), Some(Status::CanceledByUser));
        assert_eq!(closing(Status::SolutionProvided, By::Company), Some(Status::Closed));
        assert_eq!(closing(Status::SolvedNoInformation, By::Author), None);
        assert_eq!(closing(Status::Processing, By::Staff), None);
        assert_eq!(needs(Status::AwaitingAnswer, Status::Processing, By::Author), Some(Needs::CustomerMessage));
    }
}
