//! The clock-tamper check of key files (LIC-30): as [`crate::clock`], for a device that may never be online.
//!
//! The floor is the latest of all signed moments (key files, status lists, the last lease) and the device's own marks. A
//! clock far behind it is warned of, and after three days, or when it was set back again and again, one fresh signed
//! moment is asked for: the portal's answer to a request made here. That one replaces the marks, so a clock that ran
//! ahead costs nobody the license.
//!
//! The marks lie in two places; who puts an old copy of one back gains nothing. A fresh signed moment begins a new epoch:
//! marks of an older one are not read.

use serde::{Deserialize, Serialize};

use crate::clock::{Judged, MARK_STEP, Marks, TOLERANCE};
use crate::error::Error;

/// How often a clock that is far behind may be set back before it must be put right.
const MOST_SETBACKS: u8 = 5;

/// What the device's clock has shown while the product ran on key files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeyClock {
    #[serde(default)]
    epoch: u32,
    #[serde(flatten)]
    marks: Marks,
    /// The last moment that the clock showed.
    #[serde(default)]
    last: i64,
    /// How often it was set back since it stands behind.
    #[serde(default)]
    setbacks: u8,
}

impl KeyClock {
    /// After a fresh signed moment: nothing but it.
    pub(crate) const fn anew(self, signed: i64) -> Self {
        Self { epoch: self.epoch.saturating_add(1), marks: Marks::at(signed), last: signed, setbacks: 0 }
    }

    /// Of two copies the one that knows more.
    pub(crate) fn with(self, other: Self) -> Self {
        match self.epoch.cmp(&other.epoch) {
            std::cmp::Ordering::Less => other,
            std::cmp::Ordering::Greater => self,
            std::cmp::Ordering::Equal => {
                let later = if other.marks.high_water > self.marks.high_water { other } else { self };
                Self { setbacks: self.setbacks.max(other.setbacks), ..later }
            }
        }
    }

    /// The latest moment that is believed, unix seconds.
    pub(crate) const fn high_water(&self) -> i64 {
        self.marks.high_water
    }

    /// The moment to judge a key file by; `signed` is the latest signed moment.
    pub(crate) fn judge(&self, now: i64, signed: i64) -> Result<Judged, Error> {
        // A signed moment counts like a mark: a clock behind it is warned of first.
        let judged = self.above(signed).marks.judge(now, 0)?;
        if judged.is_behind && self.after(now) > MOST_SETBACKS {
            return Err(Error::ClockSetBack { now, floor: judged.moment, unreached: None });
        }
        Ok(judged)
    }

    /// The marks after the product ran at this moment; the same when there is nothing worth writing.
    pub(crate) fn seen(self, now: i64, signed: i64) -> Self {
        let above = self.above(signed);
        let marks = above.marks.seen(now);
        let is_behind = now.saturating_add(TOLERANCE) < marks.high_water;
        let setbacks = if is_behind { self.after(now) } else { 0 };
        let is_news = marks != self.marks || setbacks != self.setbacks || now >= self.last.saturating_add(MARK_STEP);
        if is_news { Self { epoch: self.epoch, marks, last: now, setbacks } } else { self }
    }

    fn after(&self, now: i64) -> u8 {
        let is_set_back = now.saturating_add(MARK_STEP) < self.last;
        self.setbacks.saturating_add(u8::from(is_set_back))
    }

    fn above(mut self, signed: i64) -> Self {
        if signed > self.marks.high_water {
            self.marks = Marks::at(signed);
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

    fn run(clock: KeyClock, moments: impl IntoIterator<Item = i64>) -> Result<KeyClock, Error> {
        moments.into_iter().try_fold(clock, |clock, moment| {
            clock.judge(NOW + moment, NOW)?;
            Ok(clock.seen(NOW + moment, NOW))
        })
    }

    fn days(count: i64) -> impl Iterator<Item = i64> {
        (0..=count).map(|day| day * DAY)
    }

    /// LIC-30
    #[test]
    fn a_clock_behind_a_signed_moment_is_warned_of_and_stops_after_three_days() {
        let clock = KeyClock::default();
        let judged = clock.judge(NOW - 30 * DAY, NOW).unwrap();
        assert_eq!((judged.moment, judged.is_behind), (NOW, true));
        assert!(!clock.judge(NOW - TOLERANCE, NOW).unwrap().is_behind, "a day is forgiven");
        let clock = run(clock, (0..=72).map(|hour| hour * HOUR - 30 * DAY)).unwrap();
        assert_eq!(clock.judge(NOW - 27 * DAY + HOUR, NOW).unwrap_err().code(), "client.clock_set_back");
        assert!(!clock.judge(NOW, NOW).unwrap().is_behind, "set right, it goes on at once");
    }

    /// LIC-30
    #[test]
    fn a_clock_that_is_set_back_every_morning_does_not_stand_still_for_ever() {
        let clock = run(KeyClock::default(), days(10)).unwrap();
        let mornings = std::iter::repeat_n([8 * HOUR, 16 * HOUR, 24 * HOUR], 4).flatten();
        let clock = run(clock, mornings).unwrap();
        let endless = std::iter::repeat_n([8 * HOUR, 16 * HOUR, 24 * HOUR], 4).flatten();
        assert_eq!(run(clock, endless).unwrap_err().code(), "client.clock_set_back");
    }

    /// LIC-30
    #[test]
    fn an_old_copy_of_the_marks_is_of_no_use_beside_the_other_one() {
        let old = run(KeyClock::default(), days(3)).unwrap();
        let new = run(old, days(60)).unwrap();
        assert_eq!(old.with(new).high_water(), new.high_water());
        assert_eq!(new.with(old).high_water(), new.high_water());
    }

    /// LIC-30
    #[test]
    fn a_fresh_signed_moment_puts_a_clock_in_order_that_ran_ahead_for_weeks() {
        let ahead = run(KeyClock::default(), days(400)).unwrap();
        assert!(ahead.judge(NOW + 10 * DAY, NOW).unwrap().is_behind);
        let right = ahead.anew(NOW + 10 * DAY);
        for known in [right.with(ahead), ahead.with(right)] {
            let judged = known.judge(NOW + 10 * DAY + 60, NOW).unwrap();
            assert_eq!((judged.moment, judged.is_behind), (NOW + 10 * DAY + 60, false));
        }
    }

    /// LIC-30
    #[test]
    fn a_jump_ahead_that_did_not_last_leaves_no_trace() {
        for ahead in [25 * HOUR, 30 * DAY, 4_000 * DAY] {
            let clock = run(KeyClock::default(), [0, ahead, ahead + 3 * HOUR, HOUR]).unwrap();
            assert_eq!(clock.judge(NOW + 2 * HOUR, NOW).unwrap(), Judged { moment: NOW + 2 * HOUR, is_behind: false });
        }
    }
}
