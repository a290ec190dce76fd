//! `kill -9` between the sending of a message and its mark (ALL-7), and a receiver that is away: every message comes at least once under its id, numbers have
//! no gap, and what comes for the first time comes in the order of the numbers.

use crate::kill_mail::rows;
use crate::server::{Place, Server, runtime, wait};
use gatehouse_context::{Cx, Event, Reader};
use gatehouse_core::Tone;
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_db::{Db, DbConfig};
use gatehouse_staff::actions::webhooks::{create_webhook, switch_webhook_on};
use gatehouse_testkit::postgres::empty_database;
use gatehouse_webhooks::Entry;
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A small form of the drill `webhooks-killed`.
const SMALL: Form = Form { rounds: 5, events: 30 };
const ISSUED: Event = Event {
    word: "license.issued",
    record: "order",
    text: |_| String::new(),
    tone: Tone::Neutral,
    readers: &[Reader::Systems],
};

/// How much.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Kills; in every third round the receiver is away until the process is killed.
    pub rounds: usize,
    /// Events before each of them.
    pub events: usize,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Messages.
    pub all: usize,
    /// Messages that came more than once.
    pub again: usize,
}

/// A receiver on a fixed port, which takes a moment for each answer, so that kills meet it.
struct Receiver {
    url: String,
    is_away: Arc<AtomicBool>,
    /// Id and number of each message, as they came.
    came: Arc<Mutex<Vec<(String, i64)>>>,
}

impl Receiver {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (is_away, came) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
        let (away, heard) = (Arc::clone(&is_away), Arc::clone(&came));
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (away, heard) = (Arc::clone(&away), Arc::clone(&heard));
                std::thread::spawn(move || {
                    // Away: it hangs up.
                    if !away.load(Ordering::SeqCst) {
                        let _ = take(stream, &heard);
                    }
                });
            }
        });
        Self { url, is_away, came }
    }
}

fn take(mut stream: TcpStream, heard: &Mutex<Vec<(String, i64)>>) -> Option<()> {
    let mut bytes = Vec::new();
    let (head, body) = loop {
        let mut part = [0; 4096];
        let read = stream.read(&mut part).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let head = head.to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok())?;
        if body.len() >= length {
            break (head, body.to_owned());
        }
    };
    let message: serde_json::Value = serde_json::from_str(&body).ok()?;
    let answer = match message["data"]["challenge"].as_str() {
        Some(token) => {
            format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{token}", token.len())
        }
        None => {
            let id = head.lines().find_map(|line| line.strip_prefix("webhook-id: "))?.trim().to_owned();
            heard.lock().unwrap().push((id, message["sequence"].as_i64()?));
            std::thread::sleep(Duration::from_millis(15));
            "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n".to_owned()
        }
    };
    stream.write_all(answer.as_bytes()).ok()
}

/// Something happens in an installation that is stopped; with an address the endpoint is made first.
fn happens(place: &Place, url: Option<&str>, times: usize) {
    runtime().block_on(async {
        let data = place.path().join("data");
        let text = format!(
            "data_dir = \"{}\"\ndatabase = \"{}\"\nreach_loopback = true",
            data.display(),
            place.database_url()
        );
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        if let Some(url) = url {
            let entry = Entry { name: "Receiver".into(), url: url.to_owned(), types: vec!["license".into()] };
            let made = create_webhook(&cx, &entry).await.unwrap();
            switch_webhook_on(&cx, made.id).await.unwrap();
        }
        if times > 0 {
            let tx = cx.begin().await.unwrap();
            Cx::audit_each(&tx, (0..times).map(|_| (&cx, ISSUED.about(cx.id()))).collect()).await.unwrap();
            tx.commit().await.unwrap();
        }
        installed.close().await.unwrap();
    });
}

/// Moves the clock for a server that is stopped: what it was doing is free for the next one, and what waits after a failure is due.
fn time_passes(config: &DbConfig) {
    runtime().block_on(async {
        let db = Db::open(config).await.unwrap();
        for text in [
            "update job set lease_until = 0",
            "update job set run_at = 0 where kind = 'webhooks.deliver'",
            "update webhook_endpoint set lease_until = 0, next_at = 0",
            "update webhook_delivery set next_at = 0 where state = 'waiting'",
        ] {
            db.writer().execute_unprepared(text).await.unwrap();
        }
        db.close().await.unwrap();
    });
}

/// Kills the process in each round while it sends.
fn torture(place: &Place, form: Form) -> Figures {
    let receiver = Receiver::start();
    let config = place.database();
    happens(place, Some(&receiver.url), 0);
    for round in 0..form.rounds {
        happens(place, None, form.events);
        let is_away = round % 3 == 1;
        receiver.is_away.store(is_away, Ordering::SeqCst);
        let before = receiver.came.lock().unwrap().len();
        let server = place.serve(&[]);
        if is_away {
            let tried = "select count(*) as n from webhook_endpoint where failures > 0";
            wait("a try that fails", || rows(&config, tried) > 0);
        } else {
            wait("messages", || receiver.came.lock().unwrap().len() > before + round % 7);
        }
        Server::kill(server);
        time_passes(&config);
    }
    receiver.is_away.store(false, Ordering::SeqCst);
    let server = place.serve(&[]);
    let waiting = "select count(*) as n from webhook_delivery where state = 'waiting'";
    wait("what was left", || rows(&config, waiting) == 0);
    assert_eq!(server.stop(), Some(0));
    compared(&config, &receiver.came.lock().unwrap(), form)
}

/// The rows say what the receiver heard.
fn compared(config: &DbConfig, came: &[(String, i64)], form: Form) -> Figures {
    let all = form.rounds * form.events;
    let mut first = BTreeMap::new();
    let mut order = Vec::new();
    for (id, number) in came {
        let known = *first.entry(id.clone()).or_insert_with(|| {
            order.push(*number);
            *number
        });
        assert_eq!(known, *number, "{id} came with another number");
    }
    let numbers: Vec<i64> = (1..=i64::try_from(all).unwrap()).collect();
    assert_eq!(order, numbers, "lost, doubled, or out of order");
    let delivered = "select count(*) as n from webhook_delivery where state = 'delivered'";
    assert_eq!(rows(config, delivered), i64::try_from(all).unwrap());
    let last = "select last_sequence as n from webhook_endpoint";
    assert_eq!(rows(config, last), i64::try_from(all).unwrap(), "numbers have a gap");
    Figures { all, again: came.len() - all }
}

fn at_rest() -> Place {
    Place::new().set("REACH_LOOPBACK", "true").set("RATE_LIMITS", "false")
}

/// Of the embedded database.
pub fn embedded(form: Form) -> Figures {
    torture(&at_rest(), form)
}

/// Of PostgreSQL.
pub fn postgresql(form: Form) -> Figures {
    let database = runtime().block_on(empty_database()).unwrap();
    torture(&at_rest().set("DATABASE", database.url()), form)
}

/// ALL-7, ALL-6
#[test]
fn kills_lose_no_message_on_the_embedded_database() {
    embedded(SMALL);
}

/// ALL-7, ALL-6
#[test]
fn kills_lose_no_message_on_postgresql() {
    postgresql(SMALL);
}
