//! `kill -9` while a company is deleted and purged (COM-11): it is there or gone, never in between, and every member is told.

use crate::demo_copy;
use crate::kill::{Sink, end_leases};
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig};
use std::time::Duration;

/// The owner and the company of the demo.
const OWNER: &str = "dana@ostermoor.test";
const WORD: &str = "ostermoor-freight";
/// Kills before the purge may come to its end.
const KILLS: u64 = 4;

/// Runs statements in a database whose server is stopped.
fn past(config: &DbConfig, texts: &[&str]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        for text in texts {
            db.writer().execute_unprepared(text).await.unwrap();
        }
        db.close().await.unwrap();
    });
}

/// What a statement counts in such a database.
fn count(config: &DbConfig, text: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
        db.close().await.unwrap();
        row.try_get("", "n").unwrap()
    })
}

/// The owner's browser: one cookie is enough of one.
struct Owner {
    client: reqwest::blocking::Client,
    cookies: Vec<String>,
}

impl Owner {
    fn sign_in(origin: &str, password: &str) -> Self {
        let mut owner = Self { client: client(), cookies: Vec::new() };
        let answer = owner.post(origin, "/sign-in", &[("email", OWNER), ("password", password)]).unwrap();
        assert!(answer.status().is_redirection(), "{}", answer.status());
        owner
    }

    fn take(&mut self, answer: &reqwest::blocking::Response) {
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            let name = pair.split('=').next().unwrap().to_owned();
            self.cookies.retain(|known| !known.starts_with(&format!("{name}=")));
            self.cookies.push(pair);
        }
    }

    fn get(&mut self, origin: &str, path: &str) -> reqwest::blocking::Response {
        let asked = self.client.get(format!("{origin}{path}")).header("cookie", self.cookies.join("; "));
        let answer = asked.send().unwrap();
        self.take(&answer);
        answer
    }

    fn post(
        &mut self,
        origin: &str,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<reqwest::blocking::Response, reqwest::Error> {
        let asked = self.client.post(format!("{origin}{path}")).header("sec-fetch-site", "same-origin");
        let answer = asked.header("cookie", self.cookies.join("; ")).form(form).send()?;
        self.take(&answer);
        Ok(answer)
    }
}

fn input(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("no {name} in {page}"));
    rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// A minute, for a machine that is busy with other things.
fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..2_400 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("it did not happen: {what}");
}

/// The link of the mail, within the site; also one that was sent before a kill.
fn link(sink: &Sink) -> String {
    for _ in 0..2_400 {
        let received = sink.received.lock().unwrap().concat();
        // The demo deletes another company.
        let path = format!("/c/{WORD}/settings/delete/confirm?token=");
        if let Some(at) = received.rfind(&path) {
            let token: String = received[at..]
                .trim_start_matches(&path)
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                .collect();
            return format!("{path}{token}");
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("the link never came");
}

const STATE: &str = "select count(*) as n from company where slug = 'ostermoor-freight' and state = 'deleted'";
const COMPANY: &str = "select count(*) as n from company where slug = 'ostermoor-freight'";
/// Of this company and of the demo's own, which is purged at its own time.
const JOBS: &str = "select count(*) - 1 as n from job where kind = 'companies.purge' and dead_at is null";

fn torture(place: &Place, sink: &Sink, config: &DbConfig) {
    let mut server = place.serve(&["--demo"]);
    let password = hint(&server.hints(), "password");
    let mut owner = Owner::sign_in(&server.origin, &password);
    let here = format!("/c/{WORD}/settings/delete");
    let shown = input(&owner.get(&server.origin, &here).text().unwrap(), "shown");
    let sent = owner.post(&server.origin, &here, &[("shown", &shown), ("confirm", "true")]).unwrap();
    assert_eq!(sent.status(), 303, "{}", sent.text().unwrap());
    let link = link(sink);
    // Deleting: killed a little later each time, until it was done.
    let mut tries = 0_u64;
    loop {
        let mut owner = Owner::sign_in(&server.origin, &password);
        let first = owner.get(&server.origin, &link);
        if first.status() == 404 {
            break;
        }
        let page = owner.get(&server.origin, &format!("{here}/confirm")).text().unwrap();
        let (token, shown) = (input(&page, "token"), input(&page, "shown"));
        let form = [("token", token.as_str()), ("shown", &shown), ("current", &password), ("confirm", "true")];
        let origin = server.origin.clone();
        std::thread::scope(|scope| {
            let sent = scope.spawn(|| owner.post(&origin, &format!("{here}/confirm"), &form).map(|a| a.status()));
            std::thread::sleep(Duration::from_millis(20 * tries * tries));
            server.kill();
            // With its answer or without one: what counts is what is stored.
            drop(sent.join().unwrap());
        });
        let is_deleted = count(config, STATE);
        assert_eq!(count(config, JOBS), is_deleted, "deleted and to be purged, or neither");
        tries += 1;
        assert!(tries < 60, "it is never deleted");
        end_leases(config);
        server = place.serve(&[]);
    }
    wait_until("everybody is told", || {
        let received = sink.received.lock().unwrap();
        let told = |member: &str, word: &str| received.iter().any(|mail| mail.contains(member) && mail.contains(word));
        let english = ["dana@ostermoor.test", "emil@ostermoor.test", "ina@ostermoor.test"];
        english.iter().all(|member| told(member, "was deleted")) && told("vera@ostermoor.test", "удалена")
    });
    server.kill();
    assert_eq!(count(config, STATE), 1);
    // A day later.
    past(
        config,
        &[
            "update company set purge_at = 1 where slug = 'ostermoor-freight' and state = 'deleted'",
            "update job set run_at = 1 where kind = 'companies.purge'",
        ],
    );
    for round in 0..KILLS {
        end_leases(config);
        let server = place.serve(&[]);
        std::thread::sleep(Duration::from_millis(15 * round));
        server.kill();
        let half = "select count(*) as n from company c where c.slug = 'ostermoor-freight' and not exists \
                    (select 1 from company_member m where m.id = c.owner_member_id)";
        assert_eq!(count(config, half), 0, "a company without its owner");
    }
    end_leases(config);
    let server = place.serve(&[]);
    let mut owner = Owner::sign_in(&server.origin, &password);
    wait_until("the company is gone", || {
        !owner.get(&server.origin, &format!("/c/{WORD}")).text().unwrap().contains("was deleted on")
    });
    assert_eq!(server.stop(), Some(0));
    for (text, expected) in [
        (COMPANY, 0),
        (
            "select count(*) as n from company_member m where not exists (select 1 from company c where c.id = m.company_id)",
            0,
        ),
        ("select count(*) as n from company_slug where slug = 'ostermoor-freight' and company_id is null", 1),
        ("select count(*) as n from company where slug in ('quillmere-joinery', 'tidewell-dental')", 2),
        ("select count(*) as n from job where kind like 'companies.%' and dead_at is not null", 0),
        ("select count(*) as n from audit where kind = 'company.purged'", 1),
    ] {
        assert_eq!(count(config, text), expected, "{text}");
    }
}

/// COM-11, ALL-4
#[test]
fn a_company_is_deleted_and_purged_whole_under_kills_on_the_embedded_database() {
    let sink = Sink::start();
    let place = Place::new().set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port)).set("RATE_LIMITS", "false");
    let place = demo_copy::embedded(place);
    let config = DbConfig::Sqlite(place.path().join("data/gatehouse.db"));
    torture(&place, &sink, &config);
}

/// COM-11, ALL-4, ALL-6
#[test]
fn a_company_is_deleted_and_purged_whole_under_kills_on_postgresql() {
    let sink = Sink::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(demo_copy::database());
    let place = Place::new()
        .set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port))
        .set("RATE_LIMITS", "false")
        .set("DATABASE", database.url());
    let place = demo_copy::keys(place, &database);
    torture(&place, &sink, &DbConfig::from_url(database.url()).unwrap());
}
