//! The clocks of a request (SUP-4, SUP-17): first answer, next answer and solution, computed from what happened.
//!
//! Nothing is counted on: from the request's events the same clocks come out each time, so a calendar or a target that was wrong is
//! mended by computing anew. The earliest end ([`Clocks::next_due`]) is stored beside the request for its index.
//!
//! - Only a person's public answer stops a clock. What the machine sends, and what staff note for each other, does not.
//! - An answer and a change of the status in one step are both seen, in either order.
//! - While the customer has to answer, no clock runs: nothing becomes late that waits for them.
//! - A message on the page starts the next answer's clock as one by mail does; several are answered as one, counted from the first.
//! - The solution's clock stops with the solution and goes on where it was if the customer says that it is none.
//! - Without a target there is no clock: standard requests go in the order of arrival (SUP-17).

use super::calendar::Calendar;
use gatehouse_core::Moment;

/// Working time in microseconds for each clock; `None`: nothing is promised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// From the opening to the first answer of a person.
    pub first_answer: Option<i64>,
    /// From a customer's message to the next answer.
    pub next_answer: Option<i64>,
    /// From the opening to the solution, without waiting for the customer.
    pub solution: Option<i64>,
}

/// Whose turn it is, as the status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Support works.
    Support,
    /// The customer has to answer.
    Customer,
    /// A solution was provided.
    Solved,
    /// The request has ended.
    Ended,
}

/// What matters to clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The request was opened.
    Opened,
    /// The customer wrote: on the page, by mail or in the chat.
    CustomerWrote,
    /// A member of the staff answered, and the customer can read it.
    Answered,
    /// The status changed.
    Turned(Turn),
}

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub at: Moment,
    /// What.
    pub what: What,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// Nothing is promised, or it was not started.
    Off,
    /// It runs, until then at the latest.
    Running {
        /// The end.
        due: Moment,
    },
    /// It waits for the customer.
    Paused {
        /// Working time that is left.
        left: i64,
    },
    /// In time.
    Kept {
        /// Working time that it took.
        took: i64,
    },
    /// Too late.
    Missed {
        /// When it should have been.
        due: Moment,
        /// Whether it has happened since.
        is_done: bool,
    },
}

/// All three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    /// See [`Targets::first_answer`].
    pub first_answer: ClockState,
    /// See [`Targets::next_answer`]: of the last message of the customer that needs an answer, or the last that had one.
    pub next_answer: ClockState,
    /// Whether any message was answered too late, the present one too.
    pub was_next_missed: bool,
    /// See [`Targets::solution`].
    pub solution: ClockState,
}

impl Clocks {
    /// The earliest end of a clock that runs or is late: by this requests are sorted, and staff warned.
    #[must_use]
    pub fn next_due(&self) -> Option<Moment> {
        let due = |state: ClockState| match state {
            ClockState::Running { due } | ClockState::Missed { due, is_done: false } => Some(due),
            _ => None,
        };
        [self.first_answer, self.next_answer, self.solution].into_iter().filter_map(due).min()
    }
}

/// One clock while it is followed.
struct Timer<'a> {
    calendar: &'a Calendar,
    target: Option<i64>,
    used: i64,
    since: Option<Moment>,
    /// When the target passed.
    lapsed: Option<Moment>,
    is_begun: bool,
    is_done: bool,
}

impl<'a> Timer<'a> {
    const fn new(calendar: &'a Calendar, target: Option<i64>) -> Self {
        Self { calendar, target, used: 0, since: None, lapsed: None, is_begun: false, is_done: false }
    }

    /// Runs from now on, unless it runs already.
    fn run(&mut self, at: Moment) {
        self.is_begun = true;
        self.is_done = false;
        self.since.get_or_insert(at);
    }

    fn pause(&mut self, at: Moment) {
        let Some(since) = self.since.take() else { return };
        if self.lapsed.is_none() {
            self.lapsed = self.due(since).filter(|due| *due < at);
        }
        self.used += self.calendar.between(since, at);
    }

    fn finish(&mut self, at: Moment) {
        self.pause(at);
        self.is_done = self.is_begun;
    }

    /// Nothing is owed any more. What was not late until now never will be.
    fn end(&mut self, at: Moment) {
        self.pause(at);
        self.is_begun = self.is_done || self.lapsed.is_some();
        self.is_done = self.is_begun;
    }

    /// From zero.
    fn restart(&mut self, at: Moment) {
        *self = Self::new(self.calendar, self.target);
        self.run(at);
    }

    fn due(&self, since: Moment) -> Option<Moment> {
        self.calendar.after(since, self.target? - self.used)
    }

    fn state(&self, now: Moment) -> ClockState {
        let Some(target) = self.target.filter(|_| self.is_begun) else { return ClockState::Off };
        if let Some(due) = self.lapsed {
            return ClockState::Missed { due, is_done: self.is_done };
        }
        if self.is_done {
            return ClockState::Kept { took: self.used };
        }
        match self.since {
            None => ClockState::Paused { left: target - self.used },
            Some(since) => match self.due(since) {
                Some(due) if due < now => ClockState::Missed { due, is_done: false },
                Some(due) => ClockState::Running { due },
                // A calendar that never opens promises nothing.
                None => ClockState::Off,
            },
        }
    }
}

/// Computes the clocks from what happened, oldest first, as they stand at `now`.
#[must_use]
pub fn clocks(calendar: &Calendar, targets: &Targets, steps: &[Step], now: Moment) -> Clocks {
    let mut first = Timer::new(calendar, targets.first_answer);
    let mut next = Timer::new(calendar, targets.next_answer);
    let mut solution = Timer::new(calendar, targets.solution);
    let mut is_answered = false;
    let mut was_next_missed = false;
    let mut turn = Turn::Support;
    for Step { at, what } in steps.iter().copied() {
        match what {
            What::Opened => {
                first.run(at);
                solution.run(at);
            }
            What::CustomerWrote if is_answered && turn != Turn::Ended => {
                if next.since.is_none() && (next.is_done || !next.is_begun) {
                    next.restart(at);
                } else {
                    next.run(at);
                }
            }
            // The first answer answers everything that was written before it.
            What::CustomerWrote => {}
            What::Answered => {
                if !is_answered {
                    first.finish(at);
                    is_answered = true;
                }
                if next.is_begun && !next.is_done {
                    next.finish(at);
                    was_next_missed |= next.lapsed.is_some();
                }
            }
            What::Turned(to) => {
                turn = to;
                match to {
                    Turn::Support => {
                        if !is_answered {
                            first.run(at);
                        }
                        solution.run(at);
                        // What waited for the customer and was never answered goes on.
                        if next.is_begun && !next.is_done {
                            next.run(at);
                        }
                    }
                    Turn::Customer => {
                        first.pause(at);
                        next.pause(at);
                        solution.pause(at);
                    }
                    Turn::Solved => {
                        next.pause(at);
                        first.pause(at);
                        solution.finish(at);
                    }
                    Turn::Ended => {
                        first.end(at);
                        next.end(at);
                        solution.end(at);
                    }
                }
            }
        }
    }
    let next_state = next.state(now);
    was_next_missed |= matches!(next_state, ClockState::Missed { .. });
    Clocks { first_answer: first.state(now), next_answer: next_state, was_next_missed, solution: solution.state(now) }
}

#[cfg(test)]
mod tests;
