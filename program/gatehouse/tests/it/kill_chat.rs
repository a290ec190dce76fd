//! `kill -9` in the middle of chats (SUP-20): what was acknowledged is there once, numbers have no gap, and both windows of every chat hear everything, each
//! message once and in its order, however often the node behind them dies. A pair is two windows of one visitor, who both write and both listen.

use crate::kill_mail::rows;
use crate::server::{Place, Server, client, runtime};
use gatehouse_core::Uuid;
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_db::{Db, DbConfig};
use gatehouse_testkit::postgres::empty_database;
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A small form of the drill `chat`.
const SMALL: Form = Form { pairs: 5, each: 12, kills: 4 };
/// For whatever one message needs on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// How much.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Chats at a time.
    pub pairs: u128,
    /// Messages of each window.
    pub each: u128,
    /// Kills meanwhile.
    pub kills: u64,
}

/// Where a window's node is; another address after each start.
type Origin = Arc<Mutex<String>>;

/// A window of a chat.
#[derive(Clone)]
struct Window {
    origin: Origin,
    cookie: String,
    page: String,
    name: String,
}

fn text_of(window: &str, n: u128) -> String {
    format!("{window}, message {n}")
}

impl Window {
    fn at(&self, below: &str) -> String {
        format!("{}{}{below}", self.origin.lock().unwrap(), self.page)
    }

    /// Sends all messages, each until it is acknowledged; answers their numbers.
    fn write(&self, pair: u128, form: Form) -> BTreeMap<i64, String> {
        let client = client();
        let mut told = BTreeMap::new();
        for n in 1..=form.each {
            let text = text_of(&self.name, n);
            // Of this window alone, and the same with every try.
            let side = u128::from(self.name.ends_with('b'));
            let id = Uuid::from_u128((pair << 64) | (side << 32) | n);
            let fields = [("text", text.as_str()), ("client", &id.to_string()), ("live", "true")];
            let since = Instant::now();
            let seq = loop {
                assert!(since.elapsed() < PATIENCE, "{text} is never taken");
                let asked = client.post(self.at("/messages")).header("sec-fetch-site", "same-origin");
                let answer = asked.header("cookie", &self.cookie).form(&fields).send();
                if let Ok(answer) = answer
                    && answer.status() == 200
                    && let Ok(seq) = answer.text()
                {
                    break seq.parse().unwrap();
                }
                std::thread::sleep(Duration::from_millis(20));
            };
            assert!(told.insert(seq, text).is_none(), "two messages are told the same number");
        }
        told
    }

    /// Hears everything up to this number; a stream that is cut off goes on behind the last event.
    fn hear(&self, last: i64) -> Vec<(i64, String)> {
        let client = client();
        let mut heard: Vec<(i64, String)> = Vec::new();
        let since = Instant::now();
        while heard.last().is_none_or(|(number, _)| *number < last) {
            assert!(since.elapsed() < PATIENCE, "{} heard {} of {last}", self.name, heard.len());
            let behind = heard.last().map_or(0, |(number, _)| *number).to_string();
            let asked = client.get(self.at("/events?after=0")).header("accept", "text/event-stream");
            let answer = asked.header("cookie", &self.cookie).header("last-event-id", behind).send();
            let Ok(answer) = answer else {
                std::thread::sleep(Duration::from_millis(20));
                continue;
            };
            let mut number = None;
            for line in BufReader::new(answer).lines() {
                let Ok(line) = line else { break };
                if let Some(id) = line.strip_prefix("id: ") {
                    number = id.parse::<i64>().ok();
                }
                let Some(data) = line.strip_prefix("data: ") else { continue };
                if let Some(seq) = number.take() {
                    let said: serde_json::Value = serde_json::from_str(data).unwrap();
                    heard.push((seq, said["text"].as_str().unwrap().to_owned()));
                    if seq >= last {
                        break;
                    }
                }
            }
        }
        heard
    }
}

/// A visitor begins a chat; their cookie and its page.
fn begin(origin: &str, pair: u128) -> (String, String) {
    let client = client();
    let page = client.get(format!("{origin}/chat")).send().unwrap().text().unwrap();
    let token = page.split("name=\"human_token\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1)).unwrap();
    let token = token.split('"').next().unwrap().to_owned();
    let nonce = gatehouse_guard::human::solve(&token);
    let email = format!("pair{pair}@example.com");
    let form = [
        ("name", "Vera"),
        ("email", email.as_str()),
        ("question", "Hello?"),
        ("human_token", &token),
        ("human_nonce", &nonce),
    ];
    let answer =
        client.post(format!("{origin}/chat")).header("sec-fetch-site", "same-origin").form(&form).send().unwrap();
    assert_eq!(answer.status(), 303, "{}", answer.text().unwrap());
    let headers = answer.headers();
    let cookie = headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    (cookie, headers["location"].to_str().unwrap().to_owned())
}

/// Switches the chat on, as a lead does.
fn switch_on(config: &DbConfig) {
    runtime().block_on(async {
        let db = Db::open(config).await.unwrap();
        let text =
            "insert into chat_setting (id, is_on, calendar_id, changed_at, version) values (1, true, null, 0, 1)";
        db.writer().execute_unprepared(text).await.unwrap();
        db.close().await.unwrap();
    });
}

/// Kills the first node while both windows of each pair write; `second`: the node of the other window, which stays. Answers how many messages there were.
fn torture(place: &Place, second: Option<&Server>, config: &DbConfig, form: Form) -> u128 {
    let mut first = place.serve(&[]);
    switch_on(config);
    let origin: Origin = Arc::new(Mutex::new(first.origin.clone()));
    let other = second.map_or_else(|| Arc::clone(&origin), |node| Arc::new(Mutex::new(node.origin.clone())));
    // What is said before the two write: that it began, and the question.
    let last = 2 + 2 * i64::try_from(form.each).unwrap();
    let mut writing = Vec::new();
    for pair in 0..form.pairs {
        let (cookie, page) = begin(&first.origin, pair);
        for (side, origin) in [("a", &origin), ("b", &other)] {
            let name = format!("{pair}{side}");
            let window = Window { origin: Arc::clone(origin), cookie: cookie.clone(), page: page.clone(), name };
            let writer = window.clone();
            let writes = std::thread::spawn(move || writer.write(pair, form));
            let hears = std::thread::spawn(move || window.hear(last));
            writing.push((pair, side, writes, hears));
        }
    }
    for kill in 0..form.kills {
        std::thread::sleep(Duration::from_millis(150 + 130 * (kill % 5)));
        first.kill();
        first = place.serve(&[]);
        origin.lock().unwrap().clone_from(&first.origin);
    }
    let mut told: BTreeMap<u128, BTreeMap<i64, String>> = BTreeMap::new();
    let mut heard = Vec::new();
    for (pair, side, writes, hears) in writing {
        for (seq, text) in writes.join().unwrap() {
            assert!(told.entry(pair).or_default().insert(seq, text).is_none(), "a number was given twice");
        }
        heard.push((pair, side, hears.join().unwrap()));
    }
    for (pair, side, heard) in heard {
        let numbers: Vec<i64> = heard.iter().map(|(seq, _)| *seq).collect();
        assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "{pair}{side}: lost, doubled, or out of order");
        for (seq, text) in heard.iter().filter(|(seq, _)| *seq > 2) {
            assert_eq!(
                told[&pair].get(seq),
                Some(text),
                "{pair}{side}: {seq} is another message than was acknowledged"
            );
        }
        for window in ["a", "b"] {
            let name = format!("{pair}{window}");
            let own: Vec<&str> = heard
                .iter()
                .map(|(_, text)| text.as_str())
                .filter(|text| text.starts_with(&format!("{name},")))
                .collect();
            let sent: Vec<String> = (1..=form.each).map(|n| text_of(&name, n)).collect();
            assert_eq!(own, sent, "the order of {name} as {side} heard it");
        }
    }
    let all = form.pairs * form.each * 2;
    let stored = rows(config, "select count(*) as n from chat_message where author = 'customer'");
    assert_eq!(u128::try_from(stored).unwrap(), all + form.pairs, "messages that nobody sent, or that are gone");
    let differing = "select count(*) as n from chat c where c.last_seq <> \
                     (select count(*) from chat_message m where m.chat_id = c.id)";
    assert_eq!(rows(config, differing), 0, "numbers with a gap");
    assert_eq!(first.stop(), Some(0));
    all
}

/// Of the embedded database: one node, which dies and comes back.
pub fn embedded(form: Form) -> u128 {
    let place = Place::new().set("RATE_LIMITS", "false").set("CONNECTIONS_PER_ADDRESS", "1000");
    let config = place.database();
    torture(&place, None, &config, form)
}

/// Of PostgreSQL: the windows of a pair are at two nodes, of which one dies and comes back.
pub fn postgresql(form: Form) -> u128 {
    let database = runtime().block_on(empty_database()).unwrap();
    let places = [(); 2].map(|()| {
        Place::new().set("DATABASE", database.url()).set("RATE_LIMITS", "false").set("CONNECTIONS_PER_ADDRESS", "1000")
    });
    let made = places[0].run(&["migrate", "--new"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    std::fs::create_dir_all(places[1].path().join("data")).unwrap();
    for file in ["gatehouse.keys", "root.key", "root.pub"] {
        std::fs::copy(places[0].path().join("data").join(file), places[1].path().join("data").join(file)).unwrap();
    }
    let stays = places[1].serve(&[]);
    let all = torture(&places[0], Some(&stays), &places[0].database(), form);
    assert_eq!(stays.stop(), Some(0));
    all
}

/// SUP-20, ALL-6
#[test]
fn kills_lose_and_double_no_message_on_the_embedded_database() {
    embedded(SMALL);
}

/// SUP-20, ALL-6
#[test]
fn kills_lose_and_double_no_message_between_two_nodes() {
    postgresql(SMALL);
}
