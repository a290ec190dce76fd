//! `kill -9` in the middle of a license's life: top-up, renewal, reserve, merge and its undoing, blocks, re-issue, key files, freed seats,
//! proposals. Every request that was cut off is sent again with its key, and in the end the rows are counted against what was
//! acknowledged. On PostgreSQL there are two nodes, and the other one goes on where one was killed.

mod asker;
mod count;
mod holder;
mod story;

use crate::demo_copy;
use crate::kill::{Sink, end_leases};
use crate::server::{Place, Server, runtime, wait};
use asker::Asker;
use gatehouse_context::Cx;
use gatehouse_core::{Clock as _, Moment, SECOND, SystemClock, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_db::{Db, DbConfig};
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use story::{Case, STORY};

/// A small form of the drill `license-life`.
const ROUNDS: usize = 4;
/// Orders that are worked on at once.
const WORKERS: usize = 3;

/// What was done.
pub struct Figures {
    pub kills: usize,
    /// Orders, each with a whole story.
    pub orders: usize,
    /// Steps that were acknowledged.
    pub steps: usize,
    /// Reserves that took over.
    pub taken_over: usize,
}

/// What the clients share over all rounds.
#[derive(Default)]
struct Shared {
    open: Mutex<Vec<Case>>,
    whole: Mutex<Vec<Case>>,
    number: AtomicUsize,
    steps: AtomicUsize,
}

impl Shared {
    /// Goes on with stories that are open, then begins new ones, until the round is over.
    fn work(&self, mut asker: Asker) {
        while !asker.is_over() {
            let open = self.open.lock().unwrap().pop();
            let mut case = open.unwrap_or_else(|| Case::new(self.number.fetch_add(1, Ordering::SeqCst)));
            while !case.is_whole() && !asker.is_over() {
                if case.go_on(&mut asker).is_err() {
                    self.open.lock().unwrap().push(case);
                    return;
                }
                self.steps.fetch_add(1, Ordering::SeqCst);
            }
            let list = if case.is_whole() { &self.whole } else { &self.open };
            list.lock().unwrap().push(case);
        }
    }
}

/// Some part of a second, another one each time.
fn some_time() -> Duration {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    Duration::from_micros(u64::from(now.subsec_nanos()) % 400_000)
}

/// Loads the demo content, and makes the key of a shop that looks after licenses too.
pub fn key(place: &Place, url: &str) -> String {
    set_up(place, url).0
}

/// The same, and the account of a person who wants to be told of ends.
fn set_up(place: &Place, url: &str) -> (String, Uuid) {
    let loaded = place.run(&["demo"]);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    runtime().block_on(async {
        let text = format!("data_dir = \"{}\"\ndatabase = \"{url}\"", place.path().join("data").display());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        let scopes = ["orders:read", "orders:write", "licenses:read", "licenses:write"].map(str::to_owned).to_vec();
        let new = NewApiKey { name: "shop".to_owned(), scopes, expires: String::new() };
        let key = create_api_key(&cx, new).await.unwrap().key.expose().clone();
        let account = holder::told_of_ends(&cx).await;
        installed.close().await.unwrap();
        (key, account)
    })
}

/// Moves the clock of half of the whole stories to the end of their licenses, so that their reserves take over; answers what their
/// devices ask next.
fn end_terms(config: &DbConfig, cases: &mut [Case]) -> Vec<asker::Request> {
    runtime().block_on(async {
        let db = Db::open(config).await.unwrap();
        let mut asked = Vec::new();
        for case in cases.iter_mut().filter(|case| case.number.is_multiple_of(2) && case.ended.is_none()) {
            let end = SystemClock.now().plus(-SECOND).0;
            let id: Uuid = case.home().parse().unwrap();
            let text = "update license set ends_at = $1, ends_order = $1, status_until = 0 where id = $2";
            let ended = Statement::from_sql_and_values(db.backend(), text, [end.into(), id.into()]);
            assert_eq!(db.writer().execute_raw(ended).await.unwrap().rows_affected(), 1);
            case.ended = Some(end);
            asked.push(case.knock());
        }
        for case in cases.iter_mut().filter(|case| !case.is_ending) {
            holder::end_soon(&db, case).await;
        }
        // The jobs that look for them run at once as well.
        let due = "update schedule set next_at = 0 where name in ('licenses.reserves', 'licenses.expiry_notices')";
        db.writer().execute_unprepared(due).await.unwrap();
        db.close().await.unwrap();
        asked
    })
}

/// An installation on one node or several, its clients, and what they were told.
struct Trial<'a> {
    places: &'a [Place],
    config: DbConfig,
    nodes: Vec<Option<Server>>,
    key: String,
    cookies: String,
    /// The person whose cookies these are.
    account: Uuid,
    since: Moment,
    shared: Arc<Shared>,
    /// What devices ask next whose licenses have ended.
    knocking: Vec<asker::Request>,
    kills: usize,
}

impl<'a> Trial<'a> {
    fn new(places: &'a [Place], url: &str) -> Self {
        let (key, account) = set_up(&places[0], url);
        let since = SystemClock.now();
        for other in &places[1..] {
            std::fs::create_dir_all(other.path().join("data")).unwrap();
            for file in ["gatehouse.keys", "root.key", "root.pub"] {
                std::fs::copy(places[0].path().join("data").join(file), other.path().join("data").join(file)).unwrap();
            }
        }
        let nodes: Vec<Option<Server>> = places.iter().map(|place| Some(place.serve(&[]))).collect();
        let cookies = holder::sign_in(&nodes[0].as_ref().unwrap().origin);
        let (config, shared) = (places[0].database(), Arc::default());
        Self { places, config, nodes, key, cookies, account, since, shared, knocking: Vec::new(), kills: 0 }
    }

    fn asker(&self, stop: &Arc<AtomicBool>, at: usize) -> Asker {
        let origins: Vec<String> = self.nodes.iter().flatten().map(|node| node.origin.clone()).collect();
        Asker::new(&origins, (&self.key, &self.cookies), stop, at)
    }

    fn steps(&self) -> usize {
        self.shared.steps.load(Ordering::SeqCst)
    }

    /// Kills this node; all without a number.
    fn kill(&mut self, which: Option<usize>) {
        for (at, node) in self.nodes.iter_mut().enumerate() {
            if which.is_none_or(|which| which == at)
                && let Some(node) = node.take()
            {
                node.kill();
                self.kills += 1;
            }
        }
    }

    fn start(&mut self) {
        for (node, place) in self.nodes.iter_mut().zip(self.places) {
            if node.is_none() {
                *node = Some(place.serve(&[]));
            }
        }
    }

    /// Works, is killed, goes on at the other node where there is one, and is started again.
    fn round(&mut self, round: usize) {
        let stop = Arc::new(AtomicBool::new(false));
        let mut workers: Vec<_> = (0..WORKERS)
            .map(|at| {
                let (shared, asker) = (Arc::clone(&self.shared), self.asker(&stop, at));
                std::thread::spawn(move || shared.work(asker))
            })
            .collect();
        let (knocks, knocker) = (std::mem::take(&mut self.knocking), self.asker(&stop, 0));
        workers.push(std::thread::spawn(move || knocks.iter().for_each(|request| knocker.all_at_once(request))));
        let before = self.steps();
        wait("steps", || self.steps() > before + round % 7);
        std::thread::sleep(some_time());
        self.kill((round % 3 != 2).then_some(round % self.places.len()));
        if self.nodes.iter().any(Option::is_some) {
            // The other one takes what was cut off.
            let before = self.steps();
            wait("steps at the other node", || self.steps() > before + WORKERS);
        }
        stop.store(true, Ordering::SeqCst);
        workers.into_iter().for_each(|worker| worker.join().unwrap());
        if self.nodes.iter().all(Option::is_none) {
            self.knocking = end_terms(&self.config, &mut self.shared.whole.lock().unwrap());
        }
        self.start();
    }

    /// Every story is told to its end; then a last kill, while reserves take over.
    fn end(&mut self) -> Vec<Case> {
        let mut asker = self.asker(&Arc::default(), 0);
        let mut cases = std::mem::take(&mut *self.shared.whole.lock().unwrap());
        for mut case in std::mem::take(&mut *self.shared.open.lock().unwrap()) {
            while !case.is_whole() {
                assert!(case.go_on(&mut asker).is_ok(), "nobody answers");
            }
            cases.push(case);
        }
        self.kill(None);
        let knocks = end_terms(&self.config, &mut cases);
        self.start();
        let knocker = self.asker(&Arc::default(), 0);
        let knocking = std::thread::spawn(move || knocks.iter().for_each(|request| knocker.all_at_once(request)));
        std::thread::sleep(some_time());
        self.kill(None);
        knocking.join().unwrap();
        end_leases(&self.config);
        self.start();
        cases
    }

    /// Everybody asks once more, with the same keys; then the rows are counted.
    fn count(mut self, sink: &Sink, cases: &[Case]) {
        let mut asker = self.asker(&Arc::default(), 0);
        for case in cases {
            // The old code is none any more where the reserve took over.
            if case.ended.is_some() {
                let word = asker.word(&case.knock());
                assert!(word == 200 || word == 422, "{word}");
            }
            assert!(case.repeat(&mut asker).is_ok(), "nobody answers");
        }
        wait_for_mails(sink, count::mails_of(cases));
        for node in self.nodes.drain(..).flatten() {
            assert_eq!(node.stop(), Some(0));
        }
        for _ in 0..10 {
            if runtime().block_on(holder::untold(&self.config, cases)) > 0 {
                let node = self.places[0].serve(&[]);
                std::thread::sleep(Duration::from_secs(3));
                assert_eq!(node.stop(), Some(0));
            }
        }
        runtime().block_on(async {
            count::check(cases, &self.config).await;
            holder::check_mails(&self.config, self.account, self.since, cases.len()).await;
        });
        assert_eq!(cases.len(), self.shared.number.load(Ordering::SeqCst));
    }
}

/// Kills nodes in so many rounds; with several, one by turns while the others go on, and all of them every third time.
fn torture(places: &[Place], sink: &Sink, url: &str, rounds: usize) -> Figures {
    let mut trial = Trial::new(places, url);
    for round in 0..rounds {
        trial.round(round);
    }
    let cases = trial.end();
    let kills = trial.kills;
    trial.count(sink, &cases);
    let taken_over = cases.iter().filter(|case| case.ended.is_some()).count();
    Figures { kills, orders: cases.len(), steps: cases.len() * STORY.len(), taken_over }
}

/// Each mail has come, at least once; the rows say that each was written once.
fn wait_for_mails(sink: &Sink, wanted: usize) {
    let (mut read, mut came) = (0, BTreeSet::new());
    wait("mails", || {
        let received = sink.received.lock().unwrap();
        for line in &received[read..] {
            let mail: serde_json::Value = serde_json::from_str(line).unwrap();
            if mail["to"][0].as_str().is_some_and(|to| to.starts_with("life")) {
                came.insert(mail["headers"]["message-id"].as_str().unwrap().to_owned());
            }
        }
        read = received.len();
        came.len() >= wanted
    });
}

fn places(count: usize, sink: &Sink, url: &str) -> Vec<Place> {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = || {
        let place = Place::new().set("ORIGIN", &format!("http://127.0.0.1:{port}"));
        let place = place.set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port)).set("RATE_LIMITS", "false");
        if url.is_empty() { place } else { place.set("DATABASE", url) }
    };
    (0..count).map(|_| place()).collect()
}

/// Kills on the embedded database.
pub fn torture_embedded(rounds: usize) -> Figures {
    let sink = Sink::start();
    let places: Vec<Place> = places(1, &sink, "").into_iter().map(demo_copy::embedded).collect();
    torture(&places, &sink, "", rounds)
}

/// Kills of two nodes on PostgreSQL.
pub fn torture_postgresql(rounds: usize) -> Figures {
    let sink = Sink::start();
    let database = runtime().block_on(demo_copy::database());
    let places = places(2, &sink, database.url()).into_iter().map(|place| demo_copy::keys(place, &database));
    torture(&places.collect::<Vec<_>>(), &sink, database.url(), rounds)
}

/// LIC-11, LIC-13, LIC-18, LIC-19, LIC-20, LIC-21
#[test]
fn a_license_lives_through_kills_on_the_embedded_database() {
    torture_embedded(ROUNDS);
}

/// LIC-11, LIC-13, LIC-18, LIC-19, LIC-20, LIC-21, ALL-6
#[test]
fn a_license_lives_through_kills_of_two_nodes_on_postgresql() {
    torture_postgresql(ROUNDS);
}
