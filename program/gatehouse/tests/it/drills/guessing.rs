//! `guessing`: 10,000 wrong passwords for one account, half of them from one network and half from ever other ones, by somebody who solves
//! every human check. They are stopped as `docs/limits.md` says, and the owner comes in by a known browser at any time. The small form is
//! `guessing_is_slowed_for_strangers_and_never_for_the_owners_own_browser` and what stands beside it in the tests of accounts.

use super::held;
use crate::server::{Place, client};
use gatehouse_db::Db;
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_testkit::postgres::empty_database;
use reqwest::blocking::Client;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const PASSWORD: &str = "Harbor-Lamp-27";
const EMAIL: &str = "aiko@example.com";
/// Forms from one network, and from others.
const HALF: u32 = 5_000;
const GUESSERS: usize = 8;
/// What `docs/limits.md` says: at once from one network and then one each ten seconds; and for one address from everywhere.
const AT_ONCE: u64 = 10;
const SECONDS_EACH: u64 = 10;
const FROM_EVERYWHERE: i64 = 1_000;
/// Beyond them at most so many while the drill lasts: the waits are 2, 4, 8 … 60 seconds.
const BEYOND: i64 = 30;
/// Tries that the owner has: the pool of hashers may be full for a moment.
const TRIES: usize = 3;

/// What came back.
struct Said {
    status: u16,
    body: String,
}

/// Posts the form as if it came from this address, through a trusted proxy; `None`: nobody answered in time.
fn post(client: &Client, origin: &str, from: &str, cookie: &str, fields: &[(&str, &str)]) -> Option<(Said, String)> {
    let request = client.post(format!("{origin}/sign-in")).header("x-forwarded-for", from);
    let answer = request.header("sec-fetch-site", "same-origin").header("cookie", cookie).form(fields).send().ok()?;
    let status = answer.status().as_u16();
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let device = cookies.filter_map(|value| value.split(';').next()).find(|one| one.contains("gh_device"));
    let device = device.unwrap_or_default().to_owned();
    Some((Said { status, body: answer.text().ok()? }, device))
}

/// The challenge of a page that asks for the human check.
fn challenge(body: &str) -> Option<String> {
    let rest = body.split("name=\"human_token\"").nth(1)?.split("value=\"").nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

/// One more wrong password.
fn guess(client: &Client, origin: &str, from: &str, sent: &AtomicU32, stopped: &AtomicU32) {
    let number = sent.fetch_add(1, Ordering::Relaxed).to_string();
    let fields = [("email", EMAIL), ("password", number.as_str())];
    let Some((said, _)) = post(client, origin, from, "", &fields) else { return };
    stopped.fetch_add(u32::from(said.status == 429), Ordering::Relaxed);
    assert!([422, 429, 503].contains(&said.status), "{}: {}", said.status, said.body);
    let Some(token) = challenge(&said.body).filter(|_| said.status == 422) else { return };
    let nonce = gatehouse_guard::human::solve(&token);
    sent.fetch_add(1, Ordering::Relaxed);
    let solved = [fields[0], fields[1], ("human_token", token.as_str()), ("human_nonce", nonce.as_str())];
    let Some((said, _)) = post(client, origin, from, "", &solved) else { return };
    stopped.fetch_add(u32::from(said.status == 429), Ordering::Relaxed);
    assert!([422, 429, 503].contains(&said.status), "{}: {}", said.status, said.body);
}

/// The owner, in a browser that was in before.
struct Owner<'a> {
    origin: &'a str,
    device: String,
    times: u32,
    most_tries: usize,
    slowest: Duration,
}

impl<'a> Owner<'a> {
    fn new(origin: &'a str) -> Self {
        let fields = [("email", EMAIL), ("password", PASSWORD)];
        let (said, device) = post(&client(), origin, "2001:db8:ffff::1", "", &fields).expect("an answer");
        assert!(said.status == 303 && !device.is_empty(), "the quiet sign-in: {}", said.status);
        Self { origin, device, times: 0, most_tries: 0, slowest: Duration::ZERO }
    }

    fn comes_in(&mut self) {
        self.times += 1;
        let from = format!("2001:db8:{:x}::1", 0x8000 + self.times);
        let begun = Instant::now();
        let fields = [("email", EMAIL), ("password", PASSWORD)];
        let comes = |_: &usize| {
            post(&client(), self.origin, &from, &self.device, &fields).is_some_and(|(said, _)| said.status == 303)
        };
        let tries =
            (1..=TRIES).find(comes).unwrap_or_else(|| panic!("not in within {TRIES} tries, time {}", self.times));
        self.most_tries = self.most_tries.max(tries);
        self.slowest = self.slowest.max(begun.elapsed());
    }
}

/// Guesses until so many forms were sent, while the owner comes in every half second; returns how many were sent, and how many of them
/// were refused unlooked at (429).
fn phase(origin: &str, owner: &mut Owner<'_>, network: impl Fn(usize) -> String + Sync) -> (u32, u32) {
    let (sent, stopped) = (AtomicU32::new(0), AtomicU32::new(0));
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let guessers: Vec<_> = (0..GUESSERS)
            .map(|_| {
                scope.spawn(|| {
                    let client = client();
                    while sent.load(Ordering::Relaxed) < HALF && !is_over.load(Ordering::Relaxed) {
                        let from = network(next.fetch_add(1, Ordering::Relaxed));
                        guess(&client, origin, &from, &sent, &stopped);
                    }
                })
            })
            .collect();
        while guessers.iter().any(|guesser| !guesser.is_finished()) {
            owner.comes_in();
            std::thread::sleep(Duration::from_millis(500));
        }
        is_over.store(true, Ordering::Relaxed);
        guessers.into_iter().for_each(|guesser| guesser.join().unwrap());
    });
    (sent.into_inner(), stopped.into_inner())
}

/// Wrong passwords that were looked at, as the owner's activity tells.
fn looked_at(place: &Place) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(&place.database()).await.unwrap();
        let text = "select count(*) as n from audit where kind = 'account.sign_in_failed'";
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
        let count = row.try_get("", "n").unwrap();
        db.close().await.unwrap();
        count
    })
}

fn drill(engine: &str, place: Place) {
    let mut demo = place.serve(&["--demo"]);
    let hints = demo.hints();
    assert!(hints.contains(PASSWORD), "the demo's people have another password: {hints}");
    assert_eq!(demo.stop(), Some(0));
    // As in production: with a proxy that is believed, and mails that go nowhere.
    let place = place.set("TRUSTED_PROXIES", "127.0.0.1").set("MAIL", "smtp://127.0.0.1:1");
    let server = place.serve(&[]);
    let mut owner = Owner::new(&server.origin);
    let before = looked_at(&place);

    let begun = Instant::now();
    let (from_one, stopped_one) = phase(&server.origin, &mut owner, |_| "198.51.100.7".to_owned());
    let seen_one = looked_at(&place) - before;
    let most = AT_ONCE + begun.elapsed().as_secs() / SECONDS_EACH + 1;
    assert!(u64::try_from(seen_one).unwrap() <= most, "{seen_one} were looked at, {most} at the most");
    assert!(stopped_one > HALF - u32::try_from(most).unwrap() * 3, "only {stopped_one} of {from_one} were stopped");

    // Another /48 for each.
    let (from_many, stopped_many) = phase(&server.origin, &mut owner, |n| format!("2001:db8:{:x}::1", n % 0x8000));
    let seen = looked_at(&place) - before;
    assert!(seen <= FROM_EVERYWHERE + BEYOND, "{seen} were looked at");
    assert!(seen >= FROM_EVERYWHERE && stopped_many > 0, "the limit was not come to: {seen} were looked at");
    owner.comes_in();
    held(&format!(
        "{engine}: {from_one} forms with wrong passwords from one network: {seen_one} looked at, {stopped_one} × 429; {from_many} from ever \
         other networks, with every human check solved: {} looked at, {stopped_many} × 429; the owner came in {} of {} times in a known \
         browser, within {} tries, the slowest in {} ms",
        seen - seen_one,
        owner.times,
        owner.times,
        owner.most_tries,
        owner.slowest.as_millis()
    ));
}

#[test]
#[ignore = "a drill"]
fn embedded() {
    drill("embedded database", Place::new());
}

#[test]
#[ignore = "a drill"]
fn postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let database = runtime.block_on(empty_database()).unwrap();
    drill("PostgreSQL", Place::new().set("DATABASE", database.url()));
}
