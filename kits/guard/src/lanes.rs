//! Lanes before a pool that all share: weighted fair queueing, so that a flood of strangers makes strangers wait.
//!
//! Each lane has places of its own, so none can fill another's. Lanes take turns by weight; an idle lane saves nothing
//! up. Within a lane a network has few places, and a single one as soon as there is a crowd: one that floods stands in
//! its own way.

use crate::network::Network;
use gatehouse_context::Cx;
use gatehouse_core::Actor;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Signed-in customers, known browsers, holders of a mailed link, and the program itself.
    Known,
    /// Signed-in staff and browsers in which a member has signed in before.
    Staff,
    /// Everybody else.
    Stranger,
}

impl Lane {
    const ALL: [Self; 3] = [Self::Known, Self::Staff, Self::Stranger];

    /// Places of the lane.
    pub const fn places(self) -> usize {
        match self {
            Self::Known => 24,
            Self::Staff => 8,
            Self::Stranger => 32,
        }
    }

    /// Its name in the figures.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Staff => "staff",
            Self::Stranger => "stranger",
        }
    }

    /// What a turn costs: a lane with half the price has twice the turns.
    const fn price(self) -> u64 {
        match self {
            Self::Known | Self::Staff => 1,
            Self::Stranger => 2,
        }
    }

    /// Places of one network, the more while there is no crowd.
    const fn of_one(self, waiting: usize) -> usize {
        match self {
            Self::Known | Self::Staff => 8,
            Self::Stranger if waiting < CROWD => 4,
            Self::Stranger => 1,
        }
    }
}

/// Strangers waiting from which on each network has a single place.
const CROWD: usize = 8;

/// Who asks a pool for a turn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    lane: Lane,
    network: Option<String>,
}

impl Asker {
    /// By the context: the person who is signed in, the program, or a stranger.
    pub fn of(cx: &Cx) -> Self {
        let lane = match cx.actor {
            Actor::Staff(_) => Lane::Staff,
            Actor::Visitor => Lane::Stranger,
            _ => Lane::Known,
        };
        Self::in_lane(cx, lane)
    }

    /// In a lane that the door has found out, such as that of known browsers.
    pub fn in_lane(cx: &Cx, lane: Lane) -> Self {
        Self { lane, network: cx.network.as_deref().map(|name| Network::named(name).wide().to_owned()) }
    }

    /// By lane and the name of a network, for a pool that is asked without a context.
    pub fn from_network(lane: Lane, network: &str) -> Self {
        Self { lane, network: Some(Network::named(network).wide().to_owned()) }
    }

    /// The program itself, which has no network.
    pub const fn program() -> Self {
        Self { lane: Lane::Known, network: None }
    }

    /// The lane.
    pub const fn lane(&self) -> Lane {
        self.lane
    }
}

/// How many strangers wait before a pool: what makes the human check harder, and sign-in ask for it.
#[derive(Clone, Debug, Default)]
pub struct Pressure(Arc<AtomicUsize>);

impl Pressure {
    /// Whether half of the strangers' places are taken.
    pub fn is_high(&self) -> bool {
        self.0.load(Ordering::Relaxed) >= Lane::Stranger.places() / 2
    }
}

/// Whether the pool of this installation has a crowd of strangers before it.
pub fn is_crowded(cx: &Cx) -> bool {
    cx.service::<Pressure>().is_ok_and(Pressure::is_high)
}

struct Queue<T> {
    waiting: VecDeque<(Option<String>, T)>,
    of_network: HashMap<String, usize>,
    /// When it is this lane's turn, in the time that turns make.
    turn: u64,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Self { waiting: VecDeque::new(), of_network: HashMap::new(), turn: 0 }
    }
}

/// The lanes before one pool.
pub struct FairQueue<T> {
    queues: [Queue<T>; 3],
    now: u64,
    pressure: Pressure,
}

impl<T> Default for FairQueue<T> {
    fn default() -> Self {
        Self { queues: Default::default(), now: 0, pressure: Pressure::default() }
    }
}

impl<T> FairQueue<T> {
    /// How many strangers wait, to be handed around.
    pub fn pressure(&self) -> Pressure {
        self.pressure.clone()
    }

    fn queue(&mut self, lane: Lane) -> &mut Queue<T> {
        let [known, staff, stranger] = &mut self.queues;
        match lane {
            Lane::Known => known,
            Lane::Staff => staff,
            Lane::Stranger => stranger,
        }
    }

    /// Takes a place; gives the work back when there is none for this asker.
    pub fn push(&mut self, asker: &Asker, work: T) -> Result<(), T> {
        let (now, lane) = (self.now, asker.lane);
        let queue = self.queue(lane);
        let waiting = queue.waiting.len();
        if waiting >= lane.places() {
            return Err(work);
        }
        if let Some(network) = &asker.network {
            let taken = queue.of_network.entry(network.clone()).or_default();
            if *taken >= lane.of_one(waiting) {
                return Err(work);
            }
            *taken += 1;
        }
        if waiting == 0 {
            queue.turn = queue.turn.max(now);
        }
        queue.waiting.push_back((asker.network.clone(), work));
        self.publish_pressure();
        Ok(())
    }

    /// The next one: of the lane whose turn comes first.
    pub fn pop(&mut self) -> Option<T> {
        let lanes = Lane::ALL.into_iter();
        let (turn, lane) = lanes
            .filter_map(|lane| {
                let queue = self.queue(lane);
                (!queue.waiting.is_empty()).then_some((queue.turn, lane))
            })
            .min_by_key(|(turn, _)| *turn)?;
        self.now = turn;
        let queue = self.queue(lane);
        queue.turn = turn + lane.price();
        let (network, work) = queue.waiting.pop_front()?;
        if let Some(network) = network
            && let Some(taken) = queue.of_network.get_mut(&network)
        {
            *taken -= 1;
            if *taken == 0 {
                queue.of_network.remove(&network);
            }
        }
        self.publish_pressure();
        Some(work)
    }

    /// Drops all that waits.
    pub fn clear(&mut self) {
        self.queues = Default::default();
        self.publish_pressure();
    }

    fn publish_pressure(&self) {
        let [_, _, strangers] = &self.queues;
        self.pressure.0.store(strangers.waiting.len(), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::{Asker, FairQueue, Lane};

    fn from(lane: Lane, network: &dyn ToString) -> Asker {
        Asker { lane, network: Some(network.to_string()) }
    }

    /// ACC-11
    #[test]
    fn a_flood_of_strangers_takes_no_place_of_staff_and_known_browsers() {
        let mut queue = FairQueue::default();
        let taken = (0..1_000).filter(|n| queue.push(&from(Lane::Stranger, &n), Lane::Stranger).is_ok()).count();
        assert_eq!(taken, Lane::Stranger.places());
        assert!(queue.pressure().is_high());
        for (lane, n) in [(Lane::Known, 24), (Lane::Staff, 8)] {
            assert_eq!((0..99).filter(|who| queue.push(&from(lane, &who), lane).is_ok()).count(), n);
        }
        let order: Vec<Lane> = std::iter::from_fn(|| queue.pop()).collect();
        assert_eq!(order.len(), Lane::ALL.into_iter().map(Lane::places).sum::<usize>());
        let strangers = |first: usize| order[..first].iter().filter(|lane| **lane == Lane::Stranger).count();
        assert!((4..=6).contains(&strangers(25)), "a fifth of the turns while all wait: {order:?}");
        assert!(order.iter().position(|lane| *lane == Lane::Staff).unwrap() < 3);
        assert!(!queue.pressure().is_high());
    }

    /// ACC-11
    #[test]
    fn a_network_of_strangers_has_one_place_as_soon_as_there_is_a_crowd() {
        let mut queue = FairQueue::default();
        let flood = |queue: &mut FairQueue<u32>| {
            (0..50).filter(|n| queue.push(&from(Lane::Stranger, &"flood"), *n).is_ok()).count()
        };
        assert_eq!(flood(&mut queue), 4, "no crowd yet");
        for n in 0..4 {
            assert!(queue.push(&from(Lane::Stranger, &n), n).is_ok());
        }
        assert!(queue.push(&from(Lane::Stranger, &3), 3).is_err(), "its second place");
        assert!(queue.push(&from(Lane::Stranger, &"elsewhere"), 9).is_ok());
        assert_eq!(flood(&mut queue), 0);
    }

    /// ACC-11
    #[test]
    fn a_lane_that_was_idle_has_saved_no_turns_up() {
        let mut queue = FairQueue::default();
        for n in 0..20 {
            queue.push(&from(Lane::Stranger, &n), Lane::Stranger).unwrap();
        }
        for _ in 0..10 {
            queue.pop().unwrap();
        }
        for n in 0..10 {
            queue.push(&from(Lane::Known, &n), Lane::Known).unwrap();
        }
        let next: Vec<Lane> = (0..6).filter_map(|_| queue.pop()).collect();
        assert!((1..=2).contains(&next.iter().filter(|lane| **lane == Lane::Stranger).count()), "{next:?}");
    }
}
