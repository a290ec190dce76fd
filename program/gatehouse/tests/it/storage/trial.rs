//! Rounds of work, trouble, recovery and `kill -9`, and the look at what is there afterwards.

use super::clients::{Clients, Shared};
use crate::demo_copy;
use crate::kill::{Sink, ask_again, check};
use crate::product::hint;
use crate::server::{Place, Server, client, runtime, wait};
use gatehouse_context::Cx;
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig};
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use std::sync::LazyLock;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How long the trouble lasts at least; longer until somebody was turned away.
const TROUBLE: Duration = Duration::from_secs(1);

/// Acknowledged in all rounds.
pub struct Figures {
    pub seats: usize,
    pub orders: usize,
    pub sessions: usize,
    pub turned_away: usize,
}

/// An installation with a shop's key.
pub struct Trial {
    place: Place,
    config: DbConfig,
    sink: Sink,
    code: String,
    key: String,
    shared: Shared,
}

fn ready(server: &Server) -> bool {
    /// It is asked a hundred times a second, and to make a client takes longer.
    static CLIENT: LazyLock<reqwest::blocking::Client> = LazyLock::new(client);
    CLIENT.get(format!("{}/health/ready", server.origin)).send().is_ok_and(|answer| answer.status() == 200)
}

impl Trial {
    /// Loads the demo content and makes a key. `url` is the database's, without what stands between it and the server.
    pub fn new(place: Place, url: Option<&str>) -> Self {
        let sink = Sink::start();
        let place = place.set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port)).set("RATE_LIMITS", "false");
        let place = if url.is_none() { demo_copy::embedded(place) } else { place };
        let loaded = place.run(&["demo"]);
        assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
        let code = hint(&String::from_utf8(loaded.stdout).unwrap(), "Site code");
        let data = place.path().join("data");
        let config = match url {
            Some(url) => DbConfig::from_url(url).unwrap(),
            None => DbConfig::Sqlite(data.join("gatehouse.db")),
        };
        let key = runtime().block_on(async {
            let text = format!("data_dir = \"{}\"\ndatabase = \"{}\"", data.display(), url.unwrap_or_default());
            let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
            let installed = gatehouse::Installed::open(config).await.unwrap();
            let cx = Cx::program(&installed.site.app, "test");
            let scopes = ["orders:read", "orders:write"].map(str::to_owned).to_vec();
            let new = NewApiKey { name: "shop".to_owned(), scopes, expires: String::new() };
            let key = create_api_key(&cx, new).await.unwrap().key.expose().clone();
            installed.close().await.unwrap();
            key
        });
        Self { place, config, sink, code, key, shared: Shared::default() }
    }

    /// Works, gets into trouble, is out of it again, works, and is killed. Then everything acknowledged is there.
    /// `is_felt`: whether readiness must have said no meanwhile.
    pub fn round(&self, name: &str, begin: impl FnOnce(), end: impl FnOnce(), is_felt: bool) {
        let first = self.shared.device.load(Ordering::SeqCst);
        let told = || self.shared.told.lock().unwrap();
        let server = self.place.serve(&[]);
        let clients = Clients::start(&server.origin, &self.code, &self.key, &self.shared);
        let before = told().sizes();
        wait("work before the trouble", || {
            assert!(clients.are_at_work(), "{name}: a client has ended before the trouble");
            told().has_grown(before, (5, 1, 1))
        });
        let turned_away = told().busy;
        begin();
        let begun = Instant::now();
        let mut was_ready = true;
        wait("somebody to be turned away", || {
            was_ready &= ready(&server);
            told().busy > turned_away && begun.elapsed() > TROUBLE && !(is_felt && was_ready)
        });
        end();
        wait("readiness after the trouble", || ready(&server));
        let before = told().sizes();
        wait("work after the trouble", || {
            assert!(clients.are_at_work(), "{name}: a client has ended after the trouble");
            told().has_grown(before, (10, 2, 2))
        });
        server.kill();
        clients.stop();
        let server = self.place.serve(&[]);
        let tried = first..self.shared.device.load(Ordering::SeqCst);
        ask_again(&client(), &server.origin, &self.code, tried, &mut told().seats);
        self.look(name, &server);
        server.kill();
    }

    fn look(&self, name: &str, server: &Server) {
        let mut told = self.shared.told.lock().unwrap();
        let client = client();
        for (order, _) in &told.orders {
            let url = format!("{}/api/v1/orders/{order}", server.origin);
            let status = client.get(url).bearer_auth(&self.key).send().unwrap().status();
            assert_eq!(status, 200, "{name}: an acknowledged order is gone");
        }
        // An account keeps so many sessions: older rounds' need not be among them.
        let sessions = std::mem::take(&mut told.sessions);
        told.sessions_seen += sessions.len();
        for cookie in sessions {
            let answer = client.get(format!("{}/account", server.origin)).header("cookie", cookie).send().unwrap();
            let place = answer.headers().get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
            let status = answer.status();
            assert!(
                status.is_success() || (status.is_redirection() && !place.starts_with("/sign-in")),
                "{name}: somebody who was signed in is not any more: {status}"
            );
        }
    }

    /// The look at rows and mails after the last round.
    pub fn end(self) -> Figures {
        let told = self.shared.told.lock().unwrap();
        check(&told.seats, &self.config, 1);
        let received = self.sink.received.lock().unwrap().concat();
        let missing = told.orders.iter().filter(|(_, buyer)| !received.contains(buyer.as_str())).count() as i64;
        runtime().block_on(async {
            let db = Db::open(&self.config).await.unwrap();
            let count = async |text: &str| {
                let statement = Statement::from_string(db.backend(), text);
                db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get::<i64>("", "n").unwrap()
            };
            assert_eq!(count("select count(*) as n from job where dead_at is not null").await, 0, "a job was given up");
            let waiting =
                count("select count(*) as n from mail where kind = 'licenses.codes' and sent_at is null").await;
            assert!(missing <= waiting, "{missing} mails of acknowledged licenses never came, and {waiting} wait");
            let orders = "select count(*) as n from purchase where number like 'DISK-%'";
            assert!(count(orders).await >= told.orders.len() as i64);
            let halves = "select count(*) as n from license l where not exists \
                          (select 1 from license_code c where c.license_id = l.id)";
            assert_eq!(count(halves).await, 0, "a license has no code");
            db.close().await.unwrap();
        });
        Figures {
            seats: told.seats.len(),
            orders: told.orders.len(),
            sessions: told.sessions_seen,
            turned_away: told.busy,
        }
    }
}
