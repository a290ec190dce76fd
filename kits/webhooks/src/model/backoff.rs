//! When a message is tried again, and when an endpoint is given up.

use gatehouse_core::{DAY, HOUR, MINUTE, Moment, Random, SECOND, SKEW};

/// The waits after the first, second, third … failure; the last one for ever.
pub const WAITS: [i64; 7] = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR];
/// The longest wait, without its jitter; also what an answer can ask for (`Retry-After`).
pub const LONGEST: i64 = WAITS[WAITS.len() - 1];
/// A message that an endpoint does not take is tried for this long.
pub const LIFE: i64 = 3 * DAY;
/// As often is a message tried in its place; then those behind it go before.
pub const IN_ORDER: i64 = 4;
/// An endpoint at which so many tries failed in a row …
pub const BREAKS_AFTER: i64 = 8;
/// … and for so long, is broken.
pub const BREAKS_WITHIN: i64 = DAY;
/// No wait reaches further than this: one that does was written while a clock was ahead.
pub const FARTHEST: i64 = LONGEST + LONGEST / 5 + SKEW;

/// How long to wait after the `nth` failure (from 1): its step, up to a fifth more, and no less than was asked for.
pub fn wait(nth: i64, asked: Option<i64>, random: &dyn Random) -> i64 {
    let step = usize::try_from(nth.max(1) - 1).unwrap_or(0).min(WAITS.len() - 1);
    let base = WAITS[step].max(asked.unwrap_or(0).clamp(0, LONGEST));
    let jitter = random.below(u64::try_from(base / 5).unwrap_or(0) + 1);
    base + i64::try_from(jitter).unwrap_or(0)
}

/// Whether an endpoint that has failed so often since then is broken.
pub const fn breaks(failures: i64, since: Moment, now: Moment) -> bool {
    failures >= BREAKS_AFTER && now.since(since) >= BREAKS_WITHIN
}

/// What `Retry-After` asks for (RFC 9110 §10.2.3), in microseconds; `None` where it says nothing that can be read.
pub fn retry_after(value: &str, now: Moment) -> Option<i64> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|c| c.is_ascii_digit()) {
        // More digits than a number has ask for longer than we wait anyway.
        return Some(value.parse::<i64>().map_or(LONGEST, |seconds| seconds.saturating_mul(SECOND)).min(LONGEST));
    }
    let at = jiff::fmt::rfc2822::parse(value).ok()?;
    Some(Moment::from(at.timestamp()).since(now).clamp(0, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::{BREAKS_AFTER, FARTHEST, LONGEST, WAITS, breaks, retry_after, wait};
    use gatehouse_core::{DAY, HOUR, MINUTE, Moment, SECOND, SystemRandom};

    const NOW: Moment = Moment::from_seconds(1_795_262_400);

    /// ALL-7
    #[test]
    fn waits_grow_and_differ_and_are_no_shorter_than_asked_for() {
        for nth in 1..20 {
            let step = WAITS[usize::try_from(nth - 1).unwrap_or(0).min(6)];
            for _ in 0..50 {
                let waited = wait(nth, None, &SystemRandom);
                assert!((step..=step + step / 5).contains(&waited), "{nth}: {waited}");
            }
        }
        let waited = wait(1, Some(HOUR), &SystemRandom);
        assert!((HOUR..=HOUR + HOUR / 5).contains(&waited));
        assert!(wait(7, Some(i64::MAX), &SystemRandom) <= FARTHEST, "nobody asks us to wait for ever");
        assert!(wait(0, Some(-5), &SystemRandom) >= 5 * SECOND);
    }

    /// ALL-7
    #[test]
    fn a_retry_after_is_read_in_both_of_its_forms() {
        for (value, waits) in [
            ("120", Some(2 * MINUTE)),
            (" 0 ", Some(0)),
            ("999999999999999999999", Some(LONGEST)),
            ("86400", Some(LONGEST)),
            ("Sat, 21 Nov 2026 12:10:00 GMT", Some(10 * MINUTE)),
            ("Sat, 21 Nov 2020 12:10:00 GMT", Some(0)),
            ("Thu, 31 Dec 2099 23:59:59 GMT", Some(LONGEST)),
            ("", None),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            assert_eq!(retry_after(value, NOW), waits, "{value:?}");
        }
    }

    /// ALL-7
    #[test]
    fn an_endpoint_breaks_after_many_failures_that_lasted() {
        assert!(breaks(BREAKS_AFTER, NOW.plus(-DAY), NOW));
        assert!(!breaks(BREAKS_AFTER - 1, NOW.plus(-30 * DAY), NOW), "few tries say nothing");
        assert!(!breaks(500, NOW.plus(-DAY + 1), NOW), "a night's maintenance is none");
    }
}
