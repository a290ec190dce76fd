//! How many connections there may be, in all and of one client, and who makes room for a newcomer.
//!
//! Where there is no room, the connection that has waited longest for its first request goes, then the one that has waited
//! longest for a further one. So clients that send nothing keep nobody out, and who only shares an address with them neither.
//! A newcomer is refused when every place is taken by a request that is being answered.

use crate::place::{Order, Phase, Place};
use metrics::Gauge;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// The log says at most this often that there are too many.
const SAID_EVERY: Duration = Duration::from_secs(60);
/// So many places are made at once when the system has no file left.
const BATCH: usize = 16;

/// The connections of all ports of a process, counted; clones share the count.
#[derive(Clone)]
pub struct Connections(Arc<Inner>);

struct Inner {
    all: usize,
    each: usize,
    places: Mutex<Places>,
    opened: Instant,
    full: Notice,
    crowded: Notice,
    open: Gauge,
}

#[derive(Default)]
struct Places {
    next: u64,
    open: BTreeMap<u64, Arc<Place>>,
    /// They made room and count no more. A request that came before its connection read the order is still answered, and a
    /// stop must reach it.
    leaving: BTreeMap<u64, Arc<Place>>,
    of: HashMap<IpAddr, Vec<u64>>,
}

impl Connections {
    /// For so many connections in all, and of one client address (IPv6: one /64).
    pub fn new(all: usize, each: usize) -> Self {
        Self(Arc::new(Inner {
            all,
            each,
            places: Mutex::default(),
            opened: Instant::now(),
            full: Notice::default(),
            crowded: Notice::default(),
            open: metrics::gauge!("gatehouse_connections"),
        }))
    }

    /// A place for a newcomer, or `None`: it is refused. A `counted` one is bound by what one client may have.
    pub(crate) fn admit(&self, address: IpAddr, counted: bool) -> Option<Admitted> {
        let network = counted.then(|| network(address));
        let connections = &self.0;
        let mut places = connections.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(network) = network
            && places.of.get(&network).is_some_and(|own| own.len() >= connections.each)
        {
            let made = places.evict(Some(network));
            connections.crowded.say(connections.opened, |times| {
                tracing::warn!(
                    times,
                    most = connections.each,
                    "one client address has too many connections: those that wait make room, else more are refused"
                );
            });
            count(made, "address");
            if !made {
                return None;
            }
        }
        if places.open.len() >= connections.all {
            let made = places.evict(None);
            connections.full.say(connections.opened, |times| {
                tracing::warn!(
                    times,
                    most = connections.all,
                    "there are too many connections: those that wait make room, else more are refused"
                );
            });
            count(made, "all");
            if !made {
                return None;
            }
        }
        places.next += 1;
        let place = Arc::new(Place::new(places.next, network));
        places.open.insert(place.id, Arc::clone(&place));
        if let Some(network) = network {
            places.of.entry(network).or_default().push(place.id);
        }
        drop(places);
        connections.open.increment(1.0);
        Some(Admitted { connections: self.clone(), place })
    }

    /// The system has no file left: some that wait go.
    pub(crate) fn relieve(&self) {
        let mut places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        let made = (0..BATCH).filter(|_| places.evict(None)).count();
        drop(places);
        self.0.full.say(self.0.opened, |times| {
            tracing::warn!(times, made, "no more files may be open: connections that wait make room");
        });
        match made {
            0 => count(false, "files"),
            made => (0..made).for_each(|_| count(true, "files")),
        }
    }

    /// Tells every connection that has not ended.
    pub(crate) fn tell_all(&self, order: Order) {
        let places = self.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        for place in places.open.values().chain(places.leaving.values()) {
            place.tell(order);
        }
    }
}

fn count(made: bool, why: &'static str) {
    if made {
        metrics::counter!("gatehouse_connections_ended_total", "why" => "made_room").increment(1);
    } else {
        metrics::counter!("gatehouse_connections_refused_total", "why" => why).increment(1);
    }
}

impl Places {
    /// The one that has waited longest leaves, of a network's or of all. Answers whether there was one.
    fn evict(&mut self, network: Option<IpAddr>) -> bool {
        let leaving = match network {
            None => longest(self.open.values()),
            Some(network) => {
                let own = self.of.get(&network).into_iter().flatten();
                longest(own.filter_map(|id| self.open.get(id)))
            }
        };
        let Some(leaving) = leaving.map(Arc::clone) else { return false };
        self.remove(&leaving);
        leaving.tell(Order::Leave);
        self.leaving.insert(leaving.id, leaving);
        true
    }

    fn remove(&mut self, place: &Place) {
        self.open.remove(&place.id);
        if let Some(network) = place.network
            && let Some(own) = self.of.get_mut(&network)
        {
            own.retain(|id| *id != place.id);
            if own.is_empty() {
                self.of.remove(&network);
            }
        }
    }
}

/// Who has waited longest: for a first request, else for another. Places come in the order in which they were opened.
fn longest<'a>(places: impl Iterator<Item = &'a Arc<Place>>) -> Option<&'a Arc<Place>> {
    let mut best: Option<(&Arc<Place>, Instant)> = None;
    for place in places {
        match place.phase() {
            Phase::New => return Some(place),
            Phase::Busy => {}
            Phase::Idle | Phase::Head => {
                let since = place.since();
                if best.is_none_or(|(_, longest)| since < longest) {
                    best = Some((place, since));
                }
            }
        }
    }
    best.map(|(place, _)| place)
}

/// A place that was taken; given back when dropped.
pub(crate) struct Admitted {
    connections: Connections,
    pub(crate) place: Arc<Place>,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        let mut places = self.connections.0.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.remove(&self.place);
        places.leaving.remove(&self.place.id);
        drop(places);
        self.connections.0.open.decrement(1.0);
    }
}

/// A line of the log that comes at most once a minute, with how often there was reason for it.
#[derive(Default)]
struct Notice {
    times: AtomicU64,
    /// Milliseconds after the count began at which the next line may come.
    next: AtomicU64,
}

impl Notice {
    fn say(&self, opened: Instant, line: impl FnOnce(u64)) {
        self.times.fetch_add(1, Ordering::Relaxed);
        let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        let now = millis(opened.elapsed());
        let next = self.next.load(Ordering::Relaxed);
        let after = now + millis(SAID_EVERY);
        if now >= next && self.next.compare_exchange(next, after, Ordering::Relaxed, Ordering::Relaxed).is_ok() {
            line(self.times.swap(0, Ordering::Relaxed));
        }
    }
}

/// What one client is counted under: its IPv4 address, or the /64 of its IPv6 address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)).into(),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::{Connections, network};
    use crate::place::Phase;

    /// ALL-4
    #[tokio::test]
    async fn a_newcomer_takes_the_place_of_who_has_waited_longest_and_of_no_request() {
        let connections = Connections::new(3, 2);
        let [a, b, c, d] = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"].map(|a| a.parse().unwrap());
        let first = connections.admit(a, true).unwrap();
        let second = connections.admit(a, true).unwrap();
        first.place.enter(Phase::Busy);
        second.place.enter(Phase::Busy);
        assert!(connections.admit(a, true).is_none(), "both of this address are answered");
        let exempt = connections.admit(a, false).unwrap();
        assert!(connections.admit(b, true).is_some(), "the silent one made room");
        drop(exempt);
        let third = connections.admit(c, true).unwrap();
        third.place.enter(Phase::Busy);
        assert!(connections.admit(d, true).is_none(), "all three are answered");
        second.place.enter(Phase::Idle);
        first.place.enter(Phase::Idle);
        let newcomer = connections.admit(d, true).unwrap();
        assert_eq!(second.place.told().await, crate::place::Order::Leave, "it was idle longest");
        connections.tell_all(crate::place::Order::End);
        assert_eq!(second.place.told().await, crate::place::Order::End, "who leaves is told too");
        second.place.tell(crate::place::Order::Leave);
        assert_eq!(second.place.told().await, crate::place::Order::End, "an end stays one");
        drop((first, second, third));
        assert_eq!(connections.0.places.lock().unwrap().open.len(), 1);
        drop(newcomer);
        let places = connections.0.places.lock().unwrap();
        assert!(places.of.is_empty() && places.leaving.is_empty());
    }

    /// ALL-4: the system has no file left
    #[tokio::test]
    async fn who_waits_makes_room_when_there_are_no_more_files() {
        let connections = Connections::new(100, 100);
        let address = "192.0.2.1".parse().unwrap();
        let all: Vec<_> = (0..20).map(|_| connections.admit(address, true).unwrap()).collect();
        for busy in &all[..10] {
            busy.place.enter(Phase::Busy);
        }
        connections.relieve();
        assert_eq!(connections.0.places.lock().unwrap().open.len(), 10, "all that wait, and none that is answered");
        for waiting in &all[10..] {
            assert_eq!(waiting.place.told().await, crate::place::Order::Leave);
        }
        connections.relieve();
        assert_eq!(connections.0.places.lock().unwrap().open.len(), 10);
    }

    #[test]
    fn one_client_is_an_address_or_a_network_of_64_bits() {
        let of = |text: &str| network(text.parse().unwrap()).to_string();
        assert_eq!(of("192.0.2.7"), "192.0.2.7");
        assert_eq!(of("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    }
}
