//! The clock-tamper check (LIC-30): a clock may be wrong, but it cannot make a lease last longer.
//!
//! The floor is the latest moment that has certainly passed: the lease's `iat`, the time the server last told, and the
//! product's own high-water mark. A clock up to 24 hours behind it is forgiven, and the floor is taken instead; further
//! behind, the product asks for one online renewal, which sets the floor anew. A clock that ran ahead for a while makes
//! a lease look expired for that while and no longer: the high-water mark never passes the lease's end.

use crate::error::Error;

/// How far the clock may stand behind the floor, in seconds.
pub(crate) const TOLERANCE: i64 = 24 * 60 * 60;
/// The high-water mark is written at most this often, in seconds.
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

/// The moment to judge a lease by.
pub(crate) fn judged(now: i64, floor: i64) -> Result<i64, Error> {
    if now.saturating_add(TOLERANCE) < floor {
        Err(Error::ClockSetBack { now, floor, unreached: None })
    } else {
        Ok(now.max(floor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LIC-30
    #[test]
    fn a_clock_a_day_behind_is_forgiven_and_gains_nothing() {
        assert_eq!(judged(1_000_000 - TOLERANCE, 1_000_000).unwrap(), 1_000_000);
        assert_eq!(judged(1_000_005, 1_000_000).unwrap(), 1_000_005);
    }

    /// LIC-30
    #[test]
    fn a_clock_more_than_a_day_behind_is_refused() {
        let error = judged(1_000_000 - TOLERANCE - 1, 1_000_000).unwrap_err();
        assert_eq!((error.code(), error.is_final()), ("client.clock_set_back", false));
    }
}
