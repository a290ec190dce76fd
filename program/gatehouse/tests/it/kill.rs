//! `kill -9` in the middle of activations: nothing acknowledged is lost, nothing is doubled, and every mail goes out.

use crate::demo_copy;
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A small form of the drill `kill`.
const ROUNDS: usize = 8;

/// Receives mails on a fixed port for the whole test.
pub struct Sink {
    child: Child,
    pub port: u16,
    pub received: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub fn start() -> Self {
        let script = gatehouse_testkit::checkout().join("e2e/smtp-sink.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .args(["0", "--until-stdin-closes"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let port = first.strip_prefix("listening ").expect("npm ci was run in e2e/").parse().unwrap();
        let received = Arc::new(Mutex::new(Vec::new()));
        let writer = Arc::clone(&received);
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| writer.lock().unwrap().push(line)));
        Self { child, port, received }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn fingerprint(device: usize) -> String {
    format!("{:064x}", device + 0xabc0)
}

/// Registers an address as a person would; true when the server acknowledged it.
fn register(client: &reqwest::blocking::Client, origin: &str, email: &str) -> bool {
    let Ok(page) = client.get(format!("{origin}/register")).send().and_then(reqwest::blocking::Response::text) else {
        return false;
    };
    let Some(token) = page.split("name=\"human_token\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)) else {
        return false;
    };
    let token = token.split('"').next().unwrap().to_owned();
    let nonce = gatehouse_guard::human::solve(&token);
    let form = [
        ("email", email),
        ("password", "Harbor-Lamp-27"),
        ("again", "Harbor-Lamp-27"),
        ("human_token", &token),
        ("human_nonce", &nonce),
    ];
    let answer = client.post(format!("{origin}/register")).header("sec-fetch-site", "same-origin").form(&form).send();
    answer.is_ok_and(|a| a.status().is_redirection())
}

/// Kills the server this often while devices activate and people register; returns how many seats were acknowledged.
fn torture(place: &Place, sink: &Sink, config: &DbConfig, rounds: usize) -> usize {
    let mut server = place.serve(&["--demo"]);
    let code = hint(&server.hints(), "Site code");
    let acknowledged: Arc<Mutex<BTreeMap<usize, String>>> = Arc::default();
    let registered: Arc<Mutex<Vec<String>>> = Arc::default();
    let next = Arc::new(AtomicUsize::new(0));
    for round in 0..rounds {
        let first = next.load(Ordering::SeqCst);
        let stop = Arc::new(AtomicBool::new(false));
        // Passwords are hashed below everything else: where somebody registers, others press less.
        let registers = round % 2 == 0;
        let workers: Vec<_> = (0..if registers { 2 } else { 4 })
            .map(|worker| {
                let (origin, code) = (server.origin.clone(), code.clone());
                let (acknowledged, registered) = (Arc::clone(&acknowledged), Arc::clone(&registered));
                let (next, stop) = (Arc::clone(&next), Arc::clone(&stop));
                std::thread::spawn(move || {
                    let client = client();
                    if registers && worker == 0 {
                        let email = format!("round{round}@example.com");
                        if register(&client, &origin, &email) {
                            registered.lock().unwrap().push(email);
                        }
                    }
                    while !stop.load(Ordering::SeqCst) {
                        let device = next.fetch_add(1, Ordering::SeqCst);
                        let url = format!("{origin}/api/v1/activations");
                        let answer = client.post(url).json(&asking(&code, device)).send();
                        let Ok(answer) = answer else { return };
                        let status = answer.status();
                        let Ok(text) = answer.text() else { return };
                        assert!(status == 201 || status == 503, "{status}: {text}");
                        if status == 201 {
                            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                            acknowledged
                                .lock()
                                .unwrap()
                                .insert(device, value["activation"].as_str().unwrap().to_owned());
                        }
                        if registers {
                            std::thread::sleep(Duration::from_millis(20));
                        }
                    }
                })
            })
            .collect();
        // Another moment of the work each round; how far it got does not matter for what must hold.
        let before = (acknowledged.lock().unwrap().len(), registered.lock().unwrap().len());
        // Half a minute, for a machine that is busy with other things.
        let mut patience = 6_000;
        let is_early = || {
            acknowledged.lock().unwrap().len() < before.0 + 1 + round % 7
                || (registers && registered.lock().unwrap().len() == before.1)
        };
        while is_early() && patience > 0 {
            std::thread::sleep(Duration::from_millis(5));
            patience -= 1;
        }
        server.kill();
        stop.store(true, Ordering::SeqCst);
        workers.into_iter().for_each(|w| w.join().unwrap());
        if round + 1 == rounds {
            end_leases(config);
        }
        server = place.serve(&[]);
        let tried = first..next.load(Ordering::SeqCst);
        ask_again(&client(), &server.origin, &code, tried, &mut acknowledged.lock().unwrap());
    }
    wait_for_mails(sink, &registered.lock().unwrap(), rounds);
    assert_eq!(server.stop(), Some(0));
    let acknowledged = acknowledged.lock().unwrap();
    assert_eq!(acknowledged.len(), next.load(Ordering::SeqCst), "every device that asked has its seat by now");
    check(&acknowledged, config, rounds);
    acknowledged.len()
}

/// What every device does after the server is back: it asks again. Who was told of a seat gets the same one; who was
/// told nothing gets the one that was taken for them, or a new one.
pub fn ask_again(
    client: &reqwest::blocking::Client,
    origin: &str,
    code: &str,
    devices: std::ops::Range<usize>,
    acknowledged: &mut BTreeMap<usize, String>,
) {
    for device in devices {
        let answer = client.post(format!("{origin}/api/v1/activations")).json(&asking(code, device)).send().unwrap();
        let status = answer.status();
        let text = answer.text().unwrap();
        assert!(status == 200 || (status == 201 && !acknowledged.contains_key(&device)), "{device}: {status}: {text}");
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let seat = value["activation"].as_str().unwrap().to_owned();
        let known = acknowledged.entry(device).or_insert_with(|| seat.clone());
        assert_eq!(*known, seat, "the device {device} has two seats");
    }
}

pub fn asking(code: &str, device: usize) -> serde_json::Value {
    serde_json::json!({ "product": "lantern", "code": code, "device": {"fingerprint": [fingerprint(device)]} })
}

/// Moves the clock for the jobs of a server that is stopped: what it was doing is free for the next one, which would wait for it 90
/// seconds.
pub fn end_leases(config: &DbConfig) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        db.writer().execute_unprepared("update job set lease_until = 0").await.unwrap();
        db.close().await.unwrap();
    });
}

/// Every acknowledged registration has its mail, at least once; also one that was being sent when the process died.
fn wait_for_mails(sink: &Sink, registered: &[String], rounds: usize) {
    assert!(registered.len() > rounds / 4, "only {} registrations were acknowledged", registered.len());
    for _ in 0..6000 {
        let received = sink.received.lock().unwrap().concat();
        if registered.iter().all(|email| received.contains(email)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    let received = sink.received.lock().unwrap().concat();
    let missing: Vec<_> = registered.iter().filter(|email| !received.contains(*email)).collect();
    panic!("mails that never came: {missing:?}");
}

/// Every device holds exactly one seat, the one it was told of, and the counter of seats says the same as the rows.
pub fn check(acknowledged: &BTreeMap<usize, String>, config: &DbConfig, rounds: usize) {
    assert!(acknowledged.len() >= rounds, "only {} activations were acknowledged", acknowledged.len());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let rows = |text: &'static str| db.reader().query_all_raw(Statement::from_string(db.backend(), text));
        let mut stored = Vec::new();
        for row in rows("select id from activation where deactivated_at is null").await.unwrap() {
            stored.push(row.try_get::<gatehouse_core::Uuid>("", "id").unwrap().to_string());
        }
        let lost: Vec<_> = acknowledged.values().filter(|id| !stored.contains(id)).collect();
        assert!(lost.is_empty(), "acknowledged activations that are gone: {lost:?}");
        let seats: BTreeSet<&String> = acknowledged.values().collect();
        assert_eq!(seats.len(), acknowledged.len(), "two devices were told of one seat");
        // The site code's license is the only one with so many seats.
        let used = rows("select seats_used as n from license where seats = 100000").await.unwrap();
        let used: Vec<i64> = used.iter().map(|row| row.try_get("", "n").unwrap()).collect();
        assert_eq!(used, [acknowledged.len() as i64], "seats are taken that no device holds");
        let doubled = "select device_lookup from activation where deactivated_at is null \
                       group by license_id, device_lookup having count(*) > 1";
        assert_eq!(rows(doubled).await.unwrap().len(), 0, "a device holds two seats");
        // Of a license that was made of others, devices of those count as well (LIC-19).
        let differing = "select l.id from license l where l.parents = 0 and l.seats_used <> \
                         (select count(*) from activation a where a.license_id = l.id and a.deactivated_at is null)";
        assert_eq!(rows(differing).await.unwrap().len(), 0, "a counter differs from its seats");
        db.close().await.unwrap();
    });
}

/// Kills on the embedded database; returns how many seats were acknowledged.
pub fn torture_embedded(rounds: usize) -> usize {
    let sink = Sink::start();
    let place = Place::new().set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port)).set("RATE_LIMITS", "false");
    let place = demo_copy::embedded(place);
    let config = DbConfig::Sqlite(place.path().join("data/gatehouse.db"));
    torture(&place, &sink, &config, rounds)
}

/// Kills on PostgreSQL; returns how many seats were acknowledged.
pub fn torture_postgresql(rounds: usize) -> usize {
    let sink = Sink::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(demo_copy::database());
    let place = Place::new()
        .set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port))
        .set("RATE_LIMITS", "false")
        .set("DATABASE", database.url());
    let place = demo_copy::keys(place, &database);
    torture(&place, &sink, &DbConfig::from_url(database.url()).unwrap(), rounds)
}

/// LIC-10, ALL-4
#[test]
fn kills_lose_and_double_nothing_on_the_embedded_database() {
    torture_embedded(ROUNDS);
}

/// LIC-10, ALL-4, ALL-6
#[test]
fn kills_lose_and_double_nothing_on_postgresql() {
    torture_postgresql(ROUNDS);
}
