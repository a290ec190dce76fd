//! Time as data. Ambient `now()` is banned in `clippy.toml`; code that needs the time asks a [`Clock`].

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// A second, in microseconds.
pub const SECOND: i64 = 1_000_000;
/// A minute, in microseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// An hour, in microseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// A day of 24 hours, in microseconds. Calendar days are counted with `jiff` in a zone instead (ALL-5).
pub const DAY: i64 = 24 * HOUR;
/// How far the clocks of nodes may lie apart before a moment that another node wrote is not believed. Each may be a minute
/// away from PostgreSQL's (`clock_watch::APART`), so two of them two minutes from each other.
pub const SKEW: i64 = 2 * MINUTE;

/// A point in time: microseconds since 1970-01-01T00:00:00Z, the same on both engines (ALL-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "database", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// From whole seconds since the epoch; saturates at the ends of the range.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(SECOND))
    }

    /// Whole seconds since the epoch, rounded down.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// This moment moved by `micros` (which may be negative); saturates.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to this moment; negative if this is the earlier one.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether this moment is still to come, and no further ahead than the rule that set it allows. What lies beyond was
    /// written by a clock that was ahead, and is as if it had never been set.
    pub const fn is_within(self, now: Self, rule: i64) -> bool {
        let left = self.since(now);
        left > 0 && left <= rule.saturating_add(SKEW)
    }

    /// Whether this moment was less than `span` ago. What lies in the future was written by a clock that was ahead, and is
    /// as if it had been long ago.
    pub const fn was_within(self, now: Self, span: i64) -> bool {
        self.has_come(now) && now.since(self) < span
    }

    /// Whether something of this moment can have happened: it does not lie in the future, but for what clocks differ.
    pub const fn has_come(self, now: Self) -> bool {
        self.since(now) <= SKEW
    }

    /// The latest moment that is believed when it is this one now, for a query. What lies beyond was written by a clock that
    /// was ahead.
    pub const fn latest_believed(self) -> i64 {
        self.plus(SKEW).0
    }

    /// When an id was made, to the millisecond (UUID v7, RFC 9562 §5.7).
    #[must_use]
    pub fn of_id(id: Uuid) -> Self {
        let mut millis = [0; 8];
        millis[2..].copy_from_slice(&id.as_bytes()[..6]);
        Self(i64::try_from(u64::from_be_bytes(millis)).unwrap_or(0).saturating_mul(1_000))
    }

    /// What no id of this moment or a later one is smaller than.
    #[must_use]
    pub fn first_id(self) -> Uuid {
        let millis = u64::try_from(self.0.div_euclid(1_000)).unwrap_or(0);
        let mut bytes = [0; 16];
        bytes[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
        Uuid::from_bytes(bytes)
    }

    /// For calendar arithmetic and display. A moment outside jiff's range is clamped to its ends.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// RFC 3339 in UTC with whole seconds, for APIs and tooltips.
    pub fn rfc3339(self) -> String {
        jiff::Timestamp::from_second(self.seconds()).map(|t| t.to_string()).unwrap_or_default()
    }
}

impl From<jiff::Timestamp> for Moment {
    fn from(t: jiff::Timestamp) -> Self {
        Self(t.as_microsecond())
    }
}

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The current moment.
    fn now(&self) -> Moment;

    /// Microseconds that have passed since some start of this process's own. Goes on evenly whatever anybody does to the
    /// clock, so limits and waits that live in memory are counted by it; means nothing elsewhere and is never stored.
    fn elapsed(&self) -> i64;

    /// Whether it is meant to show the time that it is, so that another machine's clock must agree with it.
    fn keeps_time(&self) -> bool {
        true
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that may ask the machine for the time")]
    fn now(&self) -> Moment {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or(Duration::ZERO);
        Moment(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    fn elapsed(&self) -> i64 {
        // Only differences are ever looked at, so the first reading may be the start.
        static START: OnceLock<Instant> = OnceLock::new();
        i64::try_from(START.get_or_init(Instant::now).elapsed().as_micros()).unwrap_or(i64::MAX)
    }
}

/// A clock that stands still until it is moved: tests never sleep, they advance it.
#[derive(Debug)]
pub struct TestClock {
    shown: AtomicI64,
    elapsed: AtomicI64,
    keeps_time: AtomicBool,
}

impl TestClock {
    /// A clock that shows `start`.
    pub fn at(start: Moment) -> Self {
        Self { shown: AtomicI64::new(start.0), elapsed: AtomicI64::new(0), keeps_time: AtomicBool::new(false) }
    }

    /// Lets `micros` pass. Negative: sets the clock back, while no time passes.
    pub fn advance(&self, micros: i64) {
        self.shown.fetch_add(micros, Ordering::SeqCst);
        self.elapsed.fetch_add(micros.max(0), Ordering::SeqCst);
    }

    /// Sets the clock, as a wrong time server does: no time passes.
    pub fn set(&self, moment: Moment) {
        self.shown.store(moment.0, Ordering::SeqCst);
    }

    /// From now on it passes for a machine's clock, which is compared with the clocks of others.
    pub fn pretend_to_keep_time(&self) {
        self.keeps_time.store(true, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.shown.load(Ordering::SeqCst))
    }

    fn elapsed(&self) -> i64 {
        self.elapsed.load(Ordering::SeqCst)
    }

    fn keeps_time(&self) -> bool {
        self.keeps_time.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, Moment, SECOND, SKEW};

    const NOW: Moment = Moment(1_000 * DAY);

    /// ALL-3
    #[test]
    fn an_id_says_the_moment_that_it_was_made_at_to_the_millisecond() {
        for (moment, said) in [(0, 0), (999, 0), (7 * SECOND + 1_999, 7 * SECOND + 1_000), (-1, 0)] {
            assert_eq!(Moment::of_id(Moment(moment).first_id()), Moment(said), "{moment}");
        }
    }

    #[test]
    fn a_moment_beyond_its_own_rule_was_never_set() {
        assert!(NOW.plus(1).is_within(NOW, HOUR) && NOW.plus(HOUR + SKEW).is_within(NOW, HOUR));
        for far in [HOUR + SKEW + 1, 20 * DAY, i64::MAX] {
            assert!(!NOW.plus(far).is_within(NOW, HOUR), "{far}");
        }
        assert!(!NOW.is_within(NOW, HOUR) && !NOW.plus(-SECOND).is_within(NOW, HOUR), "it is over");
    }

    #[test]
    fn what_happened_in_the_future_was_long_ago() {
        assert!(NOW.was_within(NOW, MINUTE) && NOW.plus(1 - MINUTE).was_within(NOW, MINUTE));
        assert!(NOW.plus(SKEW).was_within(NOW, MINUTE), "another node's clock");
        for far in [-MINUTE, SKEW + 1, 20 * DAY, i64::MAX] {
            assert!(!NOW.plus(far).was_within(NOW, MINUTE), "{far}");
        }
        assert!(NOW.plus(SKEW).has_come(NOW) && !NOW.plus(SKEW + 1).has_come(NOW));
    }
}
