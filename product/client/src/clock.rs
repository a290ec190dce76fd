//! The clock-tamper check (LIC-30): a clock may be wrong, but it cannot make a lease last longer.
//!
//! The floor is the latest moment that has certainly passed. Signed moments count at once: the lease's `iat` and that of
//! the revocation list. The device's own clock counts step by step, in [`Marks`]:
//!
//! * Steps of up to 24 hours raise the mark at once. A wider jump is first only noted, and raises the mark when the clock
//!   has gone on for 24 hours from there. A clock that ran ahead for a moment is forgiven without a trace.
//! * A clock up to 24 hours behind the floor is forgiven, and the floor is taken instead.
//! * Further behind the mark, the product runs for three days more and warns ([`Judged::is_behind`]); then it asks for one
//!   renewal, which sets everything anew. Meanwhile the mark is taken as now, so nothing is gained.
//! * Further behind a signed moment, it asks for that renewal at once.

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// How far the clock may stand behind the floor, and how wide a jump ahead is believed at once, in seconds.
pub(crate) const TOLERANCE: i64 = 24 * 60 * 60;
/// How long the product runs and warns while the clock stands behind its own mark, in seconds.
pub(crate) const GRACE: i64 = 3 * 24 * 60 * 60;
/// Marks are written at most this often, in seconds.
pub(crate) const MARK_STEP: i64 = 60 * 60;

/// Where a device gets the moment from, in unix seconds.
pub(crate) type Clock = std::sync::Arc<dyn Fn() -> i64 + Send + Sync>;

/// The system's clock.
// A product has no server context that a clock could come from; tests pass theirs to `Builder::clock`.
#[expect(clippy::disallowed_methods, reason = "the one place where the client library asks the system")]
pub(crate) fn system() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// What the device's own clock has shown while the product ran, unix seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marks {
    /// The latest moment that is believed.
    pub high_water: i64,
    /// A jump ahead that is not believed yet.
    #[serde(default)]
    ahead: Option<Span>,
    /// Since the clock stands behind the mark.
    #[serde(default)]
    behind: Option<Span>,
}

/// From the first to the latest moment that a clock showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Span {
    first: i64,
    latest: i64,
}

impl Span {
    fn with(self, now: i64) -> Self {
        Self { first: self.first, latest: self.latest.max(now) }
    }

    const fn length(self) -> i64 {
        self.latest.saturating_sub(self.first)
    }
}

/// The moment to judge a lease by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    pub moment: i64,
    /// The clock stands so far behind the product's own mark that the person should set it right.
    pub is_behind: bool,
}

const fn is_far_behind(now: i64, moment: i64) -> bool {
    now.saturating_add(TOLERANCE) < moment
}

impl Marks {
    /// After an answer of the server: nothing but what it signed.
    pub(crate) const fn at(signed: i64) -> Self {
        Self { high_water: signed, ahead: None, behind: None }
    }

    /// The moment to judge a lease by, or that the clock must be set right first. `signed` is the latest signed moment.
    pub(crate) fn judge(&self, now: i64, signed: i64) -> Result<Judged, Error> {
        // A jump that may still turn out to be true gives nothing back either.
        let ahead = self.ahead.map_or(0, |ahead| ahead.latest);
        let ahead = if is_far_behind(now, ahead) { 0 } else { ahead };
        let floor = self.high_water.max(signed).max(ahead);
        if !is_far_behind(now, floor) {
            return Ok(Judged { moment: now.max(floor), is_behind: false });
        }
        let behind = self.behind.unwrap_or(Span { first: now, latest: now });
        if is_far_behind(now, signed) || is_far_behind(now, behind.latest) || behind.with(now).length() > GRACE {
            return Err(Error::ClockSetBack { now, floor, unreached: None });
        }
        Ok(Judged { moment: floor, is_behind: true })
    }

    /// The marks after the product ran at this moment; the same when there is nothing worth writing.
    pub(crate) fn seen(mut self, now: i64) -> Self {
        if is_far_behind(now, self.high_water) {
            let known = self.behind.unwrap_or(Span { first: now, latest: now });
            self.ahead = None;
            if self.behind.is_none() || now >= known.latest.saturating_add(MARK_STEP) {
                self.behind = Some(known.with(now));
            }
            return self;
        }
        if now >= self.high_water {
            self.behind = None;
        }
        self.ahead = self.ahead.filter(|ahead| !is_far_behind(now, ahead.latest));
        match self.ahead {
            Some(ahead) if ahead.with(now).length() >= TOLERANCE => {
                self.high_water = ahead.with(now).latest;
                self.ahead = None;
            }
            Some(ahead) if now >= ahead.latest.saturating_add(MARK_STEP) => self.ahead = Some(ahead.with(now)),
            Some(_) => {}
            None if is_far_behind(self.high_water, now) => self.ahead = Some(Span { first: now, latest: now }),
            None if now >= self.high_water.saturating_add(MARK_STEP) => self.high_water = now,
            None => {}
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_219_200;
    const HOUR: i64 = 60 * 60;
    const DAY: i64 = 24 * HOUR;

    /// The marks of a product that ran at these moments, each counted from [`NOW`].
    fn after(moments: &[i64]) -> Marks {
        moments.iter().fold(Marks::at(NOW), |marks, moment| {
            assert!(marks.judge(NOW + moment, NOW).is_ok(), "{moment}: {marks:?}");
            marks.seen(NOW + moment)
        })
    }

    fn judge(marks: Marks, moment: i64) -> Result<(i64, bool), Error> {
        marks.judge(NOW + moment, NOW).map(|judged| (judged.moment - NOW, judged.is_behind))
    }

    /// LIC-30
    #[test]
    fn a_clock_a_day_behind_is_forgiven_and_gains_nothing() {
        let marks = after(&[0, DAY, 2 * DAY]);
        assert_eq!(judge(marks, DAY).unwrap(), (2 * DAY, false));
        assert_eq!(judge(marks, 2 * DAY + 5).unwrap(), (2 * DAY + 5, false));
    }

    /// LIC-30
    #[test]
    fn a_clock_that_was_ahead_for_a_while_costs_nothing() {
        for ahead in [25 * HOUR, 2 * DAY, 6 * DAY, 89 * DAY] {
            let marks = after(&[0, ahead, ahead + 3 * HOUR]);
            assert_eq!(judge(marks, HOUR).unwrap(), (HOUR, false), "{ahead}");
            let marks = marks.seen(NOW + HOUR);
            assert_eq!(marks, Marks::at(NOW + HOUR), "forgotten: {ahead}");
        }
    }

    /// LIC-30
    #[test]
    fn a_jump_ahead_is_believed_after_a_day() {
        let marks = after(&[0, 10 * DAY, 10 * DAY + 12 * HOUR, 11 * DAY]);
        assert_eq!(marks, Marks::at(NOW + 11 * DAY));
    }

    /// LIC-30
    #[test]
    fn a_clock_set_back_warns_for_three_days_and_then_asks_for_the_server() {
        let mut marks = after(&[0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 5 * DAY]);
        for moment in (0..=3 * DAY).step_by(6 * 60 * 60) {
            assert_eq!(judge(marks, moment).unwrap(), (5 * DAY, true), "the lease gains nothing");
            marks = marks.seen(NOW + moment);
        }
        let error = judge(marks, 3 * DAY + HOUR).unwrap_err();
        assert_eq!((error.code(), error.is_final()), ("client.clock_set_back", false));
        // Going on from there, the clock comes to the mark by itself.
        assert_eq!(judge(marks, 4 * DAY).unwrap(), (5 * DAY, false));
    }

    /// LIC-30
    #[test]
    fn setting_the_clock_back_again_and_again_ends_the_grace() {
        let marks = after(&[0, DAY, 2 * DAY, 3 * DAY, 4 * DAY, 5 * DAY]).seen(NOW + 2 * DAY);
        assert!(judge(marks, 2 * DAY).is_ok());
        assert_eq!(judge(marks, DAY - 1).unwrap_err().code(), "client.clock_set_back");
    }

    /// LIC-30
    #[test]
    fn a_signed_moment_is_believed_at_once() {
        let error = Marks::at(NOW).judge(NOW - TOLERANCE - 1, NOW).unwrap_err();
        assert_eq!(error.code(), "client.clock_set_back");
        assert!(Marks::at(NOW).judge(NOW - TOLERANCE, NOW).is_ok());
    }
}
