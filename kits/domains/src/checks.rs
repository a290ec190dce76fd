//! What a claim becomes by an answer, and when the next one is asked for. A function of course, answer and time, and of nothing else.
//!
//! Until it is proven: after 1, 5, 15 and 60 minutes, each hour for 7 days, then each day: records take a while to spread. Then once a
//! day. The record missing on three days running ends a claim; that nobody answered, or a server failed, is no missing record, and is
//! asked again after an hour.

use crate::{Answer, Challenge, MailDomain};
use gatehouse_core::{DAY, HOUR, MINUTE, Moment, SKEW};
use serde::{Deserialize, Serialize};

/// The first checks of a claim, counted from it.
const FIRST: [i64; 4] = [MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE];
/// How long a claim is looked at each hour.
const HOURLY: i64 = 7 * DAY;
/// The longest time between two checks.
pub const LONGEST_WAIT: i64 = DAY;
/// On how many days running the record must be missing to end a claim.
pub const DAYS: u8 = 3;

/// Where a claim is. Their words are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not proven yet.
    Pending,
    /// Proven.
    Verified,
    /// Proven before; the record is missing now.
    Failing,
    /// Over: a new claim is needed.
    Lost,
    /// Proven, but another company has proven it before: the vendor's staff decide.
    Contested,
}

impl State {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Verified => "verified",
            Self::Failing => "failing",
            Self::Lost => "lost",
            Self::Contested => "contested",
        }
    }

    /// Of a stored word.
    pub fn of_word(word: &str) -> Option<Self> {
        let all = [Self::Pending, Self::Verified, Self::Failing, Self::Lost, Self::Contested];
        all.into_iter().find(|state| state.word() == word)
    }

    /// Whether the domain is this company's, and no other company can have it: what needed a proven domain goes on.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Verified | Self::Failing)
    }

    /// Whether the record stood there at the last look. The first link of an account elsewhere needs this, not only [`State::is_held`].
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Verified)
    }
}

/// What is stored of a claim's checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Course {
    /// Where it is.
    pub state: State,
    /// When it was claimed.
    pub claimed_at: Moment,
    /// Since when the record is missing. Of failing claims only.
    pub failing_since: Option<Moment>,
    /// On how many days it was missing, running.
    pub absent_days: u8,
    /// When it is looked at next. None: never.
    pub next_check_at: Option<Moment>,
}

/// What an answer means for a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The record is there.
    Proven,
    /// It is not: no record, or others.
    Absent,
    /// Nobody knows.
    Unknown,
}

impl Seen {
    /// Of an answer.
    pub fn of(domain: &MailDomain, challenge: &Challenge, answer: &Answer) -> Self {
        if challenge.is_in(domain, answer) {
            Self::Proven
        } else if answer.found.is_known() && answer.asked == Challenge::record_name(domain) {
            Self::Absent
        } else {
            Self::Unknown
        }
    }
}

/// What somebody is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tell {
    /// The company: the domain is proven.
    Verified,
    /// The company and the vendor's staff: another company has it.
    Contested,
    /// The company: the record is missing, and on the third day the domain will be lost. The mail of day 1.
    Missing,
    /// The company: the record is there again.
    Back,
    /// The company: the domain is lost. The mail of day 3.
    Lost,
}

/// What an answer led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// To be stored.
    pub course: Course,
    /// To be told, once.
    pub tell: Option<Tell>,
}

impl Course {
    /// Of a new claim.
    pub const fn claimed(now: Moment) -> Self {
        let next = Some(now.plus(FIRST[0]));
        Self { state: State::Pending, claimed_at: now, failing_since: None, absent_days: 0, next_check_at: next }
    }

    /// Whether it is to be looked at now. What lies further ahead than any check is planned was written by a clock that was ahead.
    pub fn is_due(&self, now: Moment) -> bool {
        self.next_check_at.is_some_and(|next| next <= now || !next.is_within(now, LONGEST_WAIT))
    }

    /// After a look. `held`: another company has the domain ([`State::is_held`]), read in the same transaction. A look that was not due
    /// (somebody pressed a button) can prove, but counts no absence.
    #[must_use]
    pub fn after(self, seen: Seen, held: bool, now: Moment) -> Step {
        match (self.state, seen) {
            (State::Lost, _) => self.quietly(),
            (State::Pending, Seen::Proven) if held => self.proven(State::Contested, now).telling(Tell::Contested),
            (State::Pending, Seen::Proven) => self.proven(State::Verified, now).telling(Tell::Verified),
            (State::Failing, Seen::Proven) => self.proven(State::Verified, now).telling(Tell::Back),
            (state @ (State::Verified | State::Contested), Seen::Proven) => self.proven(state, now).quietly(),
            _ if !self.is_due(now) => self.quietly(),
            (State::Pending, _) => self.at(pending_next(self.claimed_at, now)).quietly(),
            (_, Seen::Unknown) => self.at(now.plus(HOUR)).quietly(),
            // Due by a clock that was ahead: how long it has been is not known.
            (_, Seen::Absent) if self.next_check_at.is_some_and(|next| next > now) => {
                self.at(now.plus(LONGEST_WAIT)).quietly()
            }
            (_, Seen::Absent) => self.missing(now),
        }
    }

    /// Staff gave a contested domain to this company; in the same transaction its other holder's course is [`Course::taken`].
    #[must_use]
    pub fn awarded(self, now: Moment) -> Step {
        if self.state == State::Contested {
            self.proven(State::Verified, now).telling(Tell::Verified)
        } else {
            self.quietly()
        }
    }

    /// Staff gave the domain to another company, or refused a contested claim.
    #[must_use]
    pub fn taken(self) -> Step {
        if self.state == State::Lost { self.quietly() } else { self.lost().telling(Tell::Lost) }
    }

    fn missing(self, now: Moment) -> Step {
        let absent_days = self.absent_days.saturating_add(1);
        if absent_days >= DAYS {
            return self.lost().telling(Tell::Lost);
        }
        let next = Self { absent_days, ..self.at(now.plus(LONGEST_WAIT)) };
        match self.state {
            State::Verified => Self { state: State::Failing, failing_since: Some(now), ..next }.telling(Tell::Missing),
            // A clock was set back.
            State::Failing => Self { failing_since: self.failing_since.map(|since| since.min(now)), ..next }.quietly(),
            _ => next.quietly(),
        }
    }

    const fn proven(self, state: State, now: Moment) -> Self {
        let next = Some(now.plus(LONGEST_WAIT));
        Self { state, failing_since: None, absent_days: 0, next_check_at: next, ..self }
    }

    const fn lost(self) -> Self {
        Self { state: State::Lost, failing_since: None, next_check_at: None, ..self }
    }

    const fn at(self, next: Moment) -> Self {
        Self { next_check_at: Some(next), ..self }
    }

    const fn quietly(self) -> Step {
        Step { course: self, tell: None }
    }

    const fn telling(self, tell: Tell) -> Step {
        Step { course: self, tell: Some(tell) }
    }
}

/// The next look at a claim that is not proven yet: the first planned one that is still to come, so that a program that was down makes
/// up for none. A claim of the future was made by a clock that was ahead.
fn pending_next(claimed_at: Moment, now: Moment) -> Moment {
    if !claimed_at.has_come(now) {
        return now.plus(HOUR);
    }
    let age = now.since(claimed_at).max(0);
    let each = if age >= HOURLY { DAY } else { HOUR };
    let first = FIRST.into_iter().find(|planned| *planned > age);
    claimed_at.plus(first.unwrap_or_else(|| (age / each + 1) * each))
}

/// The latest `next_check_at` that is waited for, for the query of those that are due: `next_check_at <= now or next_check_at > this`.
pub const fn latest_believed(now: Moment) -> Moment {
    now.plus(LONGEST_WAIT + SKEW)
}
