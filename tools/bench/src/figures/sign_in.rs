//! Sign-ins beside what the password hash lets through at all, and what a page takes meanwhile.

use crate::children::Served;
use crate::client::{Answer, Connection, form, get};
use crate::content::{Content, PASSWORD};
use crate::load::{Load, drive, probe};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, median, paired, percentile};
use futures::future::try_join_all;
use gatehouse_core::{Fault, Secret};
use gatehouse_guard::Asker;
use gatehouse_passwords::{Cost, HashPool};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const ACCOUNTS: usize = 32;
const CONNECTIONS: usize = 8;
const WARM_UP: Duration = Duration::from_secs(3);
const ROUND: Duration = Duration::from_secs(4);
const ROUNDS: usize = 5;
/// A page is asked for so often.
const PROBE_EVERY: Duration = Duration::from_millis(10);

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("sign_in")?;
    let emails: Vec<String> = (0..ACCOUNTS).map(|number| format!("bench-{number}@example.com")).collect();
    place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        for email in &emails {
            content.account(email).await?;
        }
        content.close().await
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let requests: Vec<Vec<u8>> =
        emails.iter().map(|email| from_known_browser(place, server.address, email)).collect::<Result<_, Fault>>()?;
    let load =
        Load { address: server.address, connections: CONNECTIONS, status: 303, requests: &requests, again: true };
    drive(load, 0, WARM_UP)?;

    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let ceiling = Ceiling::new(place, cores)?;
    let mut during = Vec::new();
    let rounds = paired(
        ROUNDS,
        || {
            let prober = probe(server.address, get("/sign-in", ""), PROBE_EVERY, Instant::now() + ROUND);
            let round = drive(load, 0, ROUND)?;
            let latencies = prober.join().map_err(|_| Fault::new("the prober broke off"))??;
            during.push(percentile(&latencies, 0.99) / 1000.0);
            Ok(round.rate())
        },
        || ceiling.rate(place),
    )?;
    let quiet = (0..ROUNDS).map(|_| quiet_p99(server.address)).collect::<Result<Vec<f64>, Fault>>()?;
    server.stop()?;
    let pages = Paired { values: during, baselines: quiet };
    let cost = cores as f64 * 1000.0 / median(&rounds.baselines);
    let ceiling = format!("Argon2id (m=19 MiB, t=2, p=1) alone on {cores} threads; {cost:.1} ms of a core each");
    let what = "HTTP, 8 connections, browsers that are known to their accounts";
    let page = "99th percentile of GET /sign-in every 10 ms while others sign in";
    Ok(vec![
        Figure::of("sign_in", "per second", &rounds, what, ceiling).goal(Goal::RatioAtLeast(0.9)),
        Figure::of("page_p99_during_sign_in", "ms", &pages, page, "the same on the idle server")
            .goal(Goal::Below(25.0)),
    ])
}

fn quiet_p99(address: SocketAddr) -> Result<f64, Fault> {
    let prober = probe(address, get("/sign-in", ""), PROBE_EVERY, Instant::now() + ROUND / 2);
    let latencies = prober.join().map_err(|_| Fault::new("the prober broke off"))??;
    Ok(percentile(&latencies, 0.99) / 1000.0)
}

fn request(email: &str, headers: &str) -> Vec<u8> {
    let body = format!("email={}&password={PASSWORD}", email.replace('@', "%40"));
    form("/sign-in", headers, &body)
}

/// The sign-in of a browser that is known to its account: no mail is queued. Signs in once for it.
pub(super) fn from_known_browser(place: &Place, address: SocketAddr, email: &str) -> Result<Vec<u8>, Fault> {
    let cookies = place.runtime.block_on(sign_in(address, email))?;
    let device = cookies.into_iter().find(|c| c.starts_with("gh_device=")).unwrap_or_default();
    Ok(request(email, &format!("cookie: {device}\r\n")))
}

/// Signs in once; returns the cookies as `name=value`.
pub async fn sign_in(address: SocketAddr, email: &str) -> Result<Vec<String>, Fault> {
    let mut connection = Connection::open(address).await?;
    let answer = connection.ask(&request(email, "")).await?;
    if answer.status != 303 {
        return Err(answer.unexpected("a sign-in"));
    }
    Ok(cookies(&answer))
}

pub(super) fn cookies(answer: &Answer<'_>) -> Vec<String> {
    answer.headers("set-cookie").filter_map(|cookie| Some(cookie.split(';').next()?.trim().to_owned())).collect()
}

/// The same pool with the same cost, and nothing else.
struct Ceiling {
    pool: HashPool,
    stored: String,
    callers: usize,
}

impl Ceiling {
    fn new(place: &Place, cores: usize) -> Result<Self, Fault> {
        let pool = HashPool::new(cores, Cost::Full);
        let stored = place.runtime.block_on(pool.hash(&Asker::program(), password(), *b"a bench's salt ."))?;
        Ok(Self { pool, stored, callers: cores * 4 })
    }

    fn rate(&self, place: &Place) -> Result<f64, Fault> {
        place.runtime.block_on(async {
            let begun = Instant::now();
            let callers = try_join_all((0..self.callers).map(|_| async {
                let mut done: u64 = 0;
                while begun.elapsed() < ROUND {
                    let verified = self.pool.verify(&Asker::program(), password(), Some(self.stored.clone())).await?;
                    if !verified.matches {
                        return Err(Fault::new("a password does not match its own hash"));
                    }
                    done += 1;
                }
                Ok(done)
            }));
            let done: u64 = callers.await?.iter().sum();
            Ok(done as f64 / begun.elapsed().as_secs_f64())
        })
    }
}

fn password() -> Secret<String> {
    PASSWORD.to_owned().into()
}
