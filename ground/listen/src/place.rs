//! One connection among all: in which state it is, and what it is told to do.

use crate::bodies::Rest;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// For its first request.
    New = 0,
    /// For us: a request is answered.
    Busy = 1,
    /// For a further request.
    Idle = 2,
    /// For the rest of a further request's head.
    Head = 3,
}

/// What it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Order {
    GoOn = 0,
    /// Answer what is under way, then end.
    Finish = 1,
    /// Make room, unless a request has come meanwhile.
    Leave = 2,
    /// End at once.
    End = 3,
}

/// Shared by the connection's task, its stream and its bodies.
pub struct Place {
    pub id: u64,
    /// Under what it is counted; `None`: a trusted proxy, or none of the network's.
    pub network: Option<IpAddr>,
    opened: Instant,
    phase: AtomicU8,
    /// Since when, in nanoseconds after it was opened.
    since: AtomicU64,
    order: AtomicU8,
    notify: Notify,
    /// A body that nobody read to its end.
    rest: Mutex<Option<Rest>>,
    lingers: AtomicBool,
}

impl Place {
    pub fn new(id: u64, network: Option<IpAddr>) -> Self {
        Self {
            id,
            network,
            opened: Instant::now(),
            phase: AtomicU8::new(Phase::New as u8),
            since: AtomicU64::new(0),
            order: AtomicU8::new(Order::GoOn as u8),
            notify: Notify::new(),
            rest: Mutex::default(),
            lingers: AtomicBool::new(false),
        }
    }

    pub fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::New,
            2 => Phase::Idle,
            3 => Phase::Head,
            _ => Phase::Busy,
        }
    }

    pub fn enter(&self, phase: Phase) {
        // While a request is answered nobody asks since when.
        if phase != Phase::Busy {
            let nanos = u64::try_from(self.opened.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.since.store(nanos, Ordering::Relaxed);
        }
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Since when it is in its phase; not kept for [`Phase::Busy`].
    pub fn since(&self) -> Instant {
        self.opened + Duration::from_nanos(self.since.load(Ordering::Relaxed))
    }

    /// A weaker order does not replace a stronger one that the connection has not read yet.
    pub fn tell(&self, order: Order) {
        self.order.fetch_max(order as u8, Ordering::Relaxed);
        self.notify.notify_one();
    }

    /// Waits until something is told.
    pub async fn told(&self) -> Order {
        self.notify.notified().await;
        match self.order.load(Ordering::Relaxed) {
            1 => Order::Finish,
            2 => Order::Leave,
            3 => Order::End,
            _ => Order::GoOn,
        }
    }

    pub fn give_back(&self, rest: Rest) {
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some(rest);
    }

    pub fn take_rest(&self) -> Option<Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// From now on the end of the connection waits for what the client still sends.
    pub fn linger(&self) {
        self.lingers.store(true, Ordering::Relaxed);
    }

    pub fn lingers(&self) -> bool {
        self.lingers.load(Ordering::Relaxed)
    }
}
