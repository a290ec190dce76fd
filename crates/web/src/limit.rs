//! Rate limits per action and network (ACC-11): generic cell rate, in memory, per node.
//!
//! The slow counters that must hold across nodes and restarts (wrong passwords, wrong codes) are rows of
//! their modules instead.

use gatehouse_core::{Clock, Fault, Finality, Lang, Refusal, SECOND};
use gatehouse_db::Cx;
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often an action may be done from one network.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The action's name.
    pub action: &'static str,
    /// So many at once.
    pub burst: u32,
    /// Then one per this many seconds.
    pub seconds_each: u32,
}

/// Asked too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooOften {
    /// Seconds until the next try can succeed.
    pub after: u32,
}

impl Refusal for TooOften {
    fn code(&self) -> &'static str {
        "rate.limited"
    }
    fn text(&self, lang: Lang) -> String {
        crate::texts(lang).msg_rate_limited(self.after)
    }
    fn finality(&self) -> Finality {
        Finality::TryAgain { after: Some(self.after) }
    }
    fn status(&self) -> u16 {
        429
    }
}

#[derive(Clone)]
struct AppClock(Arc<dyn Clock>);

impl GovernorClock for AppClock {
    type Instant = Nanos;
    fn now(&self) -> Nanos {
        Nanos::new(u64::try_from(self.0.now().0).unwrap_or(0).saturating_mul(1000))
    }
}

type Limiter = RateLimiter<String, DefaultKeyedStateStore<String>, AppClock, NoOpMiddleware<Nanos>>;

/// The counters of this node. Put into the services by the program.
pub struct Limits {
    clock: AppClock,
    enabled: bool,
    limiters: Mutex<HashMap<&'static str, Arc<Limiter>>>,
    /// When stale networks may be looked for again, in microseconds.
    sweep_at: AtomicI64,
}

/// Networks counted before stale ones are dropped.
const MOST_NETWORKS: usize = 50_000;
/// Looking for stale networks walks over all of them, so it is done once in this time, whoever asks.
const SWEEP_EVERY: i64 = 10 * SECOND;

impl Limits {
    /// Counters by this clock. `enabled: false` is for tests and development only.
    pub fn new(clock: Arc<dyn Clock>, enabled: bool) -> Self {
        Self { clock: AppClock(clock), enabled, limiters: Mutex::default(), sweep_at: AtomicI64::new(0) }
    }

    /// Whether it is time to look for stale networks; `true` for one caller only.
    fn may_sweep(&self) -> bool {
        let now = self.clock.0.now();
        let due = self.sweep_at.load(Ordering::Relaxed);
        let next = now.plus(SWEEP_EVERY).0;
        due <= now.0 && self.sweep_at.compare_exchange(due, next, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// Drops what is stale from every counter that has grown large.
    fn sweep(&self) {
        let all: Vec<_> = {
            let limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            limiters.values().map(Arc::clone).collect()
        };
        for limiter in all.iter().filter(|limiter| limiter.len() > MOST_NETWORKS) {
            limiter.retain_recent();
        }
    }

    fn check(&self, limit: Limit, key: &str) -> Result<(), TooOften> {
        if !self.enabled {
            return Ok(());
        }
        let limiter = {
            let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(limiters.entry(limit.action).or_insert_with(|| {
                let burst = NonZeroU32::new(limit.burst).unwrap_or(NonZeroU32::MIN);
                let quota = Quota::with_period(Duration::from_secs(u64::from(limit.seconds_each.max(1))))
                    .map_or_else(|| Quota::per_second(burst), |quota| quota.allow_burst(burst));
                Arc::new(RateLimiter::new(quota, DefaultKeyedStateStore::default(), self.clock.clone()))
            }))
        };
        if self.may_sweep() {
            self.sweep();
        }
        limiter.check_key(&key.to_owned()).map_err(|until| {
            let wait = until.wait_time_from(self.clock.now());
            TooOften { after: u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1) }
        })
    }
}

/// Counts one try of the context's network; jobs and the command line are not counted.
pub fn check(cx: &Cx, limit: Limit) -> Result<Result<(), TooOften>, Fault> {
    match &cx.network {
        Some(network) => Ok(cx.service::<Limits>()?.check(limit, network)),
        None => Ok(Ok(())),
    }
}

/// Counts one try against any other key (an address's keyed hash …).
pub fn check_key(cx: &Cx, limit: Limit, key: &str) -> Result<Result<(), TooOften>, Fault> {
    Ok(cx.service::<Limits>()?.check(limit, key))
}

#[cfg(test)]
mod tests {
    use super::{Limit, Limits, SWEEP_EVERY};
    use gatehouse_core::{Moment, TestClock};
    use std::sync::Arc;

    /// ACC-11
    #[test]
    fn stale_networks_are_looked_for_once_in_a_while_and_not_at_every_request() {
        let clock = Arc::new(TestClock::at(Moment(1_800_000_000_000_000)));
        let limits = Limits::new(Arc::clone(&clock) as _, true);
        let limit = Limit { action: "test", burst: 1, seconds_each: 60 };
        assert!(limits.check(limit, "192.0.2.1").is_ok());
        assert!(!limits.may_sweep(), "the first request did it");
        clock.advance(SWEEP_EVERY);
        assert!(limits.may_sweep());
        assert!(!limits.may_sweep(), "for one caller only");
        assert!(limits.check(limit, "192.0.2.1").is_err(), "what is recent stays counted");
    }
}
