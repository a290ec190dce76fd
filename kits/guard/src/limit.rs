//! Rate limits per action (ACC-11): generic cell rate, in memory, per node.
//!
//! A network is counted at every width ([`Network`]); a try passes only when each has room, and one that is refused is
//! charged to none, so a flooding neighbor uses up nobody else's room. Time is [`Clock::elapsed`]: setting the clock
//! changes nothing. The slow counters that must hold across nodes and restarts are rows ([`crate::counters`]).

use crate::network::Network;
use gatehouse_context::Cx;
use gatehouse_core::{Clock, Fault, Finality, Lang, Refusal, SECOND};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

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

/// A hash of action, width and name: as long for every key, so that memory can be reckoned.
type Key = [u8; 16];

/// What one key is charged: the time each try costs, and how far ahead its account may be.
struct Charge {
    key: Key,
    each: i64,
    most: i64,
}

/// Keys of one shard in each generation. With [`SHARDS`] of them and two generations, the limits of a node hold at most
/// 131,072 keys: some 6 MB, whatever addresses a stranger has.
const KEYS: usize = 4_096;
/// Locks, so that requests seldom wait for each other. All widths of a network lie in one shard.
const SHARDS: usize = 16;

/// When each key's account is even again, in two generations: a full one becomes the older, and the older is dropped.
#[derive(Debug, Default)]
struct Shard {
    young: HashMap<Key, i64>,
    old: HashMap<Key, i64>,
}

impl Shard {
    /// What each key's account would be after one more try, or how long to wait in microseconds.
    fn look(&self, charges: &[Charge], now: i64) -> Result<Vec<(Key, i64)>, i64> {
        let mut next = Vec::with_capacity(charges.len());
        for Charge { key, each, most } in charges {
            let even = self.young.get(key).or_else(|| self.old.get(key)).map_or(now, |even| (*even).max(now));
            let wait = even + each - most - now;
            if wait > 0 {
                return Err(wait);
            }
            next.push((*key, even + each));
        }
        Ok(next)
    }

    /// Charges all or none; answers how long to wait in microseconds.
    fn charge(&mut self, charges: &[Charge], now: i64) -> Result<(), i64> {
        let next = self.look(charges, now)?;
        if self.young.len() + next.len() > KEYS {
            self.make_room(now);
        }
        self.young.extend(next);
        Ok(())
    }

    /// Drops what is even, and the older generation when that is not enough.
    fn make_room(&mut self, now: i64) {
        self.young.retain(|_, even| *even > now);
        if self.young.len() > KEYS / 2 {
            self.old = std::mem::take(&mut self.young);
        }
    }
}

/// The limits of this node. Put into the services by the program.
pub struct Limits {
    clock: Arc<dyn Clock>,
    enabled: bool,
    shards: [Mutex<Shard>; SHARDS],
}

impl Limits {
    /// Limits by this clock. `enabled: false` is for tests and development only.
    pub fn new(clock: Arc<dyn Clock>, enabled: bool) -> Self {
        Self { clock, enabled, shards: Default::default() }
    }

    fn check_network(&self, limit: Limit, network: &Network) -> Result<(), TooOften> {
        let checked = self.with_shard(network.wide(), |shard, now| shard.charge(&limit.charges(network), now));
        limit.counted(checked)
    }

    fn look_at_network(&self, limit: Limit, network: &Network) -> Result<(), TooOften> {
        self.with_shard(network.wide(), |shard, now| shard.look(&limit.charges(network), now).map(drop))
    }

    fn look_at_key(&self, limit: Limit, key: &str) -> Result<(), TooOften> {
        self.with_shard(key, |shard, now| shard.look(&[limit.charge(key, 1)], now).map(drop))
    }

    fn check_key(&self, limit: Limit, key: &str) -> Result<(), TooOften> {
        limit.counted(self.with_shard(key, |shard, now| shard.charge(&[limit.charge(key, 1)], now)))
    }

    fn with_shard(&self, home: &str, ask: impl FnOnce(&mut Shard, i64) -> Result<(), i64>) -> Result<(), TooOften> {
        if !self.enabled {
            return Ok(());
        }
        let number = usize::from(hash(&[home.as_bytes()])[0]) % SHARDS;
        let Some(shard) = self.shards.get(number) else { return Ok(()) };
        let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
        ask(&mut shard, self.clock.elapsed()).map_err(|wait| TooOften { after: crate::counters::seconds(wait).max(1) })
    }

    /// Keys held now, for the figures and tests.
    pub fn held(&self) -> usize {
        let held = |shard: &Mutex<Shard>| {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.young.len() + shard.old.len()
        };
        self.shards.iter().map(held).sum()
    }

    /// The most keys that are ever held.
    pub const MOST: usize = 2 * KEYS * SHARDS;
}

impl Limit {
    fn charge(self, name: &str, share: u32) -> Charge {
        let each = i64::from(self.seconds_each.max(1)) * SECOND;
        let most = each * i64::from(self.burst.max(1));
        let key = hash(&[self.action.as_bytes(), name.as_bytes()]);
        Charge { key, each: each / i64::from(share.max(1)), most }
    }

    /// Counts a refusal by its action, for the operators.
    fn counted(self, checked: Result<(), TooOften>) -> Result<(), TooOften> {
        if checked.is_err() {
            metrics::counter!("gatehouse_limited_total", "action" => self.action).increment(1);
        }
        checked
    }

    fn charges(self, network: &Network) -> Vec<Charge> {
        network.widths().iter().map(|width| self.charge(&width.name, width.share)).collect()
    }
}

fn hash(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update([u8::try_from(part.len()).unwrap_or(u8::MAX)]);
        hash.update(part);
    }
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..16]);
    key
}

/// Counts one try of the context's network; jobs and the command line are not counted.
pub fn check(cx: &Cx, limit: Limit) -> Result<Result<(), TooOften>, Fault> {
    match &cx.network {
        Some(network) => Ok(cx.service::<Limits>()?.check_network(limit, &Network::named(network))),
        None => Ok(Ok(())),
    }
}

/// Whether the context's network could try now; charges nothing. For what is counted only when it fails.
pub fn look(cx: &Cx, limit: Limit) -> Result<Result<(), TooOften>, Fault> {
    match &cx.network {
        Some(network) => Ok(cx.service::<Limits>()?.look_at_network(limit, &Network::named(network))),
        None => Ok(Ok(())),
    }
}

/// Whether any other key (a license …) has room now; charges nothing.
pub fn look_key(cx: &Cx, limit: Limit, key: &str) -> Result<Result<(), TooOften>, Fault> {
    Ok(cx.service::<Limits>()?.look_at_key(limit, key))
}

/// Counts one try against any other key (a license, an address's keyed hash …).
pub fn check_key(cx: &Cx, limit: Limit, key: &str) -> Result<Result<(), TooOften>, Fault> {
    Ok(cx.service::<Limits>()?.check_key(limit, key))
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Limit, Limits, Network, SHARDS};
    use gatehouse_core::{DAY, Moment, SECOND, TestClock};
    use std::net::Ipv6Addr;
    use std::sync::Arc;

    const LIMIT: Limit = Limit { action: "test", burst: 10, seconds_each: 10 };

    fn limits() -> (Arc<TestClock>, Limits) {
        let clock = Arc::new(TestClock::at(Moment(1_800_000_000_000_000)));
        let limits = Limits::new(Arc::clone(&clock) as _, true);
        (clock, limits)
    }

    /// The n-th /64 of a /48.
    fn inside(site: u16, n: u16) -> Network {
        Network::of(Ipv6Addr::new(0x2001, 0xdb8, site, n, 0, 0, 0, 1).into())
    }

    fn passes(limits: &Limits, network: &Network, times: usize) -> usize {
        (0..times).filter(|_| limits.check_network(LIMIT, network).is_ok()).count()
    }

    /// ACC-11
    #[test]
    fn a_network_gets_its_burst_and_then_one_by_one() {
        let (clock, limits) = limits();
        assert_eq!(passes(&limits, &inside(1, 1), 20), 10);
        assert_eq!(limits.check_network(LIMIT, &inside(1, 1)).unwrap_err().after, 10);
        clock.advance(9 * SECOND);
        assert_eq!(limits.check_network(LIMIT, &inside(1, 1)).unwrap_err().after, 1);
        clock.advance(SECOND);
        assert_eq!(passes(&limits, &inside(1, 1), 20), 1);
    }

    /// ACC-11
    #[test]
    fn all_networks_of_one_site_get_sixteen_times_as_much_and_a_quarter_four_times() {
        let (clock, limits) = limits();
        let all = (0..=u16::MAX).filter(|n| limits.check_network(LIMIT, &inside(1, *n)).is_ok()).count();
        assert_eq!(all, 160, "65,536 networks of one /48");
        assert_eq!(passes(&limits, &inside(2, 1), 20), 10, "its neighbors notice nothing");
        clock.advance(DAY);
        let block = (0..=255).filter(|n| limits.check_network(LIMIT, &inside(1, *n)).is_ok()).count();
        assert_eq!(block, 40, "256 networks of one /56");
    }

    /// ACC-11
    #[test]
    fn who_is_refused_uses_up_nothing_of_his_neighbors() {
        let (_, limits) = limits();
        assert_eq!(passes(&limits, &inside(1, 1), 10_000), 10);
        assert_eq!(passes(&limits, &inside(1, 2), 20), 10);
    }

    /// ACC-11
    #[test]
    fn a_clock_that_was_ahead_leaves_no_wait_behind() {
        let (clock, limits) = limits();
        let right = Moment(1_800_000_000_000_000);
        clock.set(right.plus(20 * DAY));
        assert_eq!(passes(&limits, &inside(1, 1), 12), 10);
        clock.set(right);
        assert_eq!(limits.check_network(LIMIT, &inside(1, 1)).unwrap_err().after, 10);
        clock.advance(10 * SECOND);
        assert!(limits.check_network(LIMIT, &inside(1, 1)).is_ok());
    }

    /// ACC-11
    #[test]
    fn strangers_with_millions_of_networks_do_not_fill_the_memory() {
        let (_, limits) = limits();
        for site in 0..20_000 {
            for n in 0..10 {
                let _passed = limits.check_network(LIMIT, &inside(site, n << 8)).is_ok();
            }
        }
        assert!(limits.held() <= Limits::MOST, "{} keys are held", limits.held());
        assert!(limits.held() > KEYS * SHARDS / 2);
    }
}
