//! The load: a closed loop over N kept-alive connections ([`drive`]), or a steady pace over one ([`pace`], [`probe`]),
//! from this process.
//!
//! Each connection sends its next request when the answer to the last has been read whole. Every answer's status is
//! checked; one that was not expected ends the round with a fault, so that a fast error is never counted as speed.

use crate::client::Connection;
use futures::future::try_join_all;
use gatehouse_core::Fault;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A round may take this much longer than asked before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fewer connections are served by one thread.
const CONNECTIONS_OF_A_THREAD: usize = 16;

/// What is sent, and how.
#[derive(Clone, Copy)]
pub struct Load<'a> {
    /// The server.
    pub address: SocketAddr,
    /// How many requests are under way at once.
    pub connections: usize,
    /// The only status that counts.
    pub status: u16,
    /// Ready-made requests, sent in order.
    pub requests: &'a [Vec<u8>],
    /// Begin again behind the last; otherwise the round ends there.
    pub again: bool,
}

/// What came back.
pub struct Round {
    /// Answers.
    pub answers: u64,
    /// From the first request to the last answer.
    pub seconds: f64,
    /// Of each answer, in microseconds.
    pub latencies: Vec<u32>,
    /// The first request that was not sent.
    pub next: usize,
}

impl Round {
    /// Answers per second.
    pub fn rate(&self) -> f64 {
        if self.seconds > 0.0 { self.answers as f64 / self.seconds } else { 0.0 }
    }
}

struct Shared<'a> {
    load: Load<'a>,
    next: AtomicUsize,
    begun: Instant,
    time: Duration,
}

impl<'a> Shared<'a> {
    fn next(&self) -> Option<&'a [u8]> {
        let all = self.load.requests;
        if self.begun.elapsed() >= self.time || all.is_empty() {
            return None;
        }
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        if self.load.again { Some(&all[place % all.len()]) } else { all.get(place).map(Vec::as_slice) }
    }

    async fn converse(&self, connection: &mut Connection) -> Result<Vec<u32>, Fault> {
        let mut latencies = Vec::with_capacity(1 << 13);
        while let Some(request) = self.next() {
            let sent = Instant::now();
            let answer = connection.ask(request).await?;
            if answer.status != self.load.status {
                return Err(answer.unexpected("a request of the load"));
            }
            latencies.push(u32::try_from(sent.elapsed().as_micros()).unwrap_or(u32::MAX));
        }
        Ok(latencies)
    }

    /// One thread's share of the connections.
    fn work(&self, connections: usize) -> Result<Vec<u32>, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut open = try_join_all((0..connections).map(|_| Connection::open(self.load.address))).await?;
            let all = try_join_all(open.iter_mut().map(|connection| self.converse(connection)));
            let late = |_| Fault::new("the server stopped answering");
            Ok(tokio::time::timeout(self.time + PATIENCE, all).await.map_err(late)??.concat())
        })
    }
}

/// Drives the server for `time`, beginning with request number `first`. Blocks this thread.
pub fn drive(load: Load<'_>, first: usize, time: Duration) -> Result<Round, Fault> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // With one thread, a handler that does nothing would wait for us, and every ratio to it would flatter.
    let threads = (load.connections / CONNECTIONS_OF_A_THREAD).clamp(1, cores);
    let shared = Shared { load, next: AtomicUsize::new(first), begun: Instant::now(), time };
    let shares: Vec<Result<Vec<u32>, Fault>> = std::thread::scope(|scope| {
        let shared = &shared;
        let share = |thread: usize| (load.connections + thread) / threads;
        let running: Vec<_> =
            (0..threads).map(share).map(|connections| scope.spawn(move || shared.work(connections))).collect();
        let broken = |_| Err(Fault::new("a thread of the load broke off"));
        running.into_iter().map(|thread| thread.join().unwrap_or_else(broken)).collect()
    });
    let seconds = shared.begun.elapsed().as_secs_f64();
    let latencies = shares.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    let next = shared.next.into_inner();
    Ok(Round { answers: latencies.len() as u64, seconds, latencies, next })
}

/// What is sent at a steady pace over one connection.
#[derive(Clone, Copy)]
pub struct Paced<'a> {
    /// The server.
    pub address: SocketAddr,
    /// The only status that counts.
    pub status: u16,
    /// Ready-made requests, sent in order; behind the last comes the first.
    pub requests: &'a [Vec<u8>],
    /// From one request to the next, unless the answer takes longer. What was late is not made up for.
    pub every: Duration,
}

/// Sends for `time`; returns how many answers came. Blocks this thread.
pub fn pace(paced: Paced<'_>, time: Duration) -> Result<u64, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let all = async {
            let mut connection = Connection::open(paced.address).await?;
            let mut answers: u64 = 0;
            let mut due = Instant::now();
            let until = due + time;
            for request in paced.requests.iter().cycle() {
                if due >= until {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                let answer = connection.ask(request).await?;
                if answer.status != paced.status {
                    return Err(answer.unexpected("a request of the load"));
                }
                answers += 1;
                due = Instant::now().max(due + paced.every);
            }
            Ok::<_, Fault>(answers)
        };
        let late = |_| Fault::new("the server stopped answering");
        tokio::time::timeout(time + PATIENCE, all).await.map_err(late)?
    })
}

/// One request every `every`, from a thread of its own, until `until`; latencies in microseconds. Each is timed
/// from when it was due, so that a late start counts as waiting.
pub fn probe(
    address: SocketAddr,
    request: Vec<u8>,
    every: Duration,
    until: Instant,
) -> std::thread::JoinHandle<Result<Vec<u32>, Fault>> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let mut connection = Connection::open(address).await?;
            let mut latencies = Vec::new();
            let mut due = Instant::now();
            while due < until {
                tokio::time::sleep_until(due.into()).await;
                let answer = connection.ask(&request).await?;
                if answer.status != 200 {
                    return Err(answer.unexpected("the probed page"));
                }
                latencies.push(u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX));
                due += every;
            }
            Ok(latencies)
        })
    })
}
