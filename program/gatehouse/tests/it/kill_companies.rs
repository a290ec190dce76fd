//! `kill -9` while people come into a company by invitation (COM-5): nobody who was let in is lost, nobody is in it twice, every invitation is
//! used by one person, and each mail stands there once.

use crate::demo_copy;
use crate::kill::{Sink, end_leases};
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Db, DbConfig};
use reqwest::blocking::{Client, Response};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const ROUNDS: usize = 4;
const PEOPLE: usize = 24;
const COMPANY: &str = "/c/ostermoor-freight";
const PASSWORD: &str = "Harbor-Lamp-27";

/// The cookies that an answer sets, with those of before.
fn cookies(before: &str, answer: &Response) -> String {
    let set = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let new: Vec<&str> = set.filter_map(|text| text.split(';').next()).collect();
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let replaced: BTreeSet<String> = new.iter().map(|pair| name(pair)).collect();
    let kept = before.split("; ").filter(|pair| !pair.is_empty() && !replaced.contains(&name(pair)));
    kept.chain(new.iter().copied()).collect::<Vec<_>>().join("; ")
}

/// Posts a form as the site's own page would; `None` where the server is gone.
fn post(client: &Client, url: &str, cookie: &str, form: &[(&str, &str)]) -> Option<Response> {
    let request = client.post(url).header("sec-fetch-site", "same-origin").header("cookie", cookie);
    request.form(form).send().ok()
}

/// The token in a page's form.
fn token_in(page: &str) -> Option<String> {
    let rest = page.split("name=\"token\"").nth(1)?.split("value=\"").nth(1)?;
    Some(rest.split('"').next()?.to_owned())
}

/// The token of the newest link below a path in the mails to an address.
fn mailed(sink: &Sink, to: &str, path: &str) -> Option<String> {
    let received = sink.received.lock().unwrap();
    let of = received.iter().rev().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let mut of = of.filter(|mail| mail["to"][0] == to);
    of.find_map(|mail| {
        let rest = mail["text"].as_str()?.split(&format!("{path}?token=")).nth(1)?.to_owned();
        Some(rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next()?.to_owned())
    })
}

/// Waits for a mail, half a minute for a busy machine.
fn awaited(sink: &Sink, to: &str, path: &str) -> String {
    for _ in 0..1_200 {
        if let Some(token) = mailed(sink, to, path) {
            return token;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("no mail to {to} with {path}");
}

fn address(n: usize) -> String {
    format!("guest{n}@example.com")
}

/// Sets the password of an activation link; whether the person was let in.
fn activate(client: &Client, origin: &str, token: &str) -> Option<Response> {
    let form = [("token", token), ("password", PASSWORD), ("again", PASSWORD)];
    post(client, &format!("{origin}/companies/activate"), "", &form)
}

/// Comes in as far as the server lives; whether it said so.
fn come(client: &Client, origin: &str, invitation: &str) -> Option<bool> {
    let form = [("token", invitation), ("first_name", "Guest"), ("last_name", "Guestsson"), ("country", "US")];
    let answer = post(client, &format!("{origin}/companies/invitation"), "", &form)?;
    if !answer.status().is_redirection() {
        return Some(false);
    }
    let cookie = cookies("", &answer);
    let page = client.get(format!("{origin}/companies/activate")).header("cookie", cookie).send().ok()?.text().ok()?;
    Some(activate(client, origin, &token_in(&page)?)?.status().is_redirection())
}

/// Kills the server this often while invited people come.
fn torture(place: &Place, sink: &Arc<Sink>, config: &DbConfig) {
    let mut server = place.serve(&["--demo"]);
    let password = hint(&server.hints(), "password");
    let client = client();
    let before = count(config, MEMBERS);
    // The demo has invited people too.
    let mailed = |kind: &str| count(config, &format!("select count(*) as n from mail where kind = '{kind}'"));
    let mailed_before = KINDS.map(mailed);
    let form = [("email", "dana@ostermoor.test"), ("password", password.as_str())];
    let cookie = cookies("", &post(&client, &format!("{}/sign-in", server.origin), "", &form).unwrap());
    for n in 0..PEOPLE {
        let form = [("email", &*address(n)), ("lang", "en")];
        let sent = post(&client, &format!("{}{COMPANY}/invitations/new", server.origin), &cookie, &form).unwrap();
        assert!(sent.status().is_redirection(), "{n}: {}", sent.status());
    }
    let invitations: Arc<Vec<String>> =
        Arc::new((0..PEOPLE).map(|n| awaited(sink, &address(n), "/companies/invitation")).collect());
    let let_in: Arc<Mutex<BTreeSet<usize>>> = Arc::default();
    for round in 0..ROUNDS {
        let known = let_in.lock().unwrap().len();
        let workers: Vec<_> = (0..2)
            .map(|worker| {
                let (invitations, let_in, origin) =
                    (Arc::clone(&invitations), Arc::clone(&let_in), server.origin.clone());
                std::thread::spawn(move || {
                    let client = crate::server::client();
                    let own = (0..PEOPLE).filter(|n| n % ROUNDS == round && (n / ROUNDS) % 2 == worker);
                    for n in own {
                        match come(&client, &origin, &invitations[n]) {
                            None => return,
                            Some(true) => drop(let_in.lock().unwrap().insert(n)),
                            Some(false) => {}
                        }
                    }
                })
            })
            .collect();
        let mut patience = 6_000;
        while let_in.lock().unwrap().len() < known + 1 + round % 3 && patience > 0 {
            std::thread::sleep(Duration::from_millis(5));
            patience -= 1;
        }
        server.kill();
        workers.into_iter().for_each(|worker| worker.join().unwrap());
        end_leases(config);
        server = place.serve(&[]);
    }
    // Whoever was cut off goes on: by the invitation, or by the mailed link where the form had arrived.
    for n in 0..PEOPLE {
        let known = let_in.lock().unwrap().contains(&n);
        let came = come(&client, &server.origin, &invitations[n]) == Some(true);
        assert!(!(known && came), "{n} came in twice");
        if !known && !came {
            let link = awaited(sink, &address(n), "/companies/activate");
            let answer = activate(&client, &server.origin, &link).unwrap();
            // Done before the answer could be sent: the link says that it was used.
            assert!(answer.status().is_redirection() || answer.status() == 410, "{n}: {}", answer.status());
        }
    }
    assert_eq!(server.stop(), Some(0));
    assert_eq!(count(config, MEMBERS), before + PEOPLE as i64, "each is in the company once");
    assert_eq!(count(config, "select count(*) as n from invitation where state = 'accepted'"), PEOPLE as i64);
    for (kind, before) in KINDS.into_iter().zip(mailed_before) {
        assert_eq!(mailed(kind) - before, PEOPLE as i64, "{kind}");
    }
    let ownerless = "select count(*) as n from company c where not exists \
                     (select 1 from company_member m where m.id = c.owner_member_id and m.company_id = c.id)";
    assert_eq!(count(config, ownerless), 0);
}

/// The mails of an invitation.
const KINDS: [&str; 4] =
    ["companies.invited", "companies.activate", "companies.active", "companies.invitation_accepted"];
const MEMBERS: &str = "select count(*) as n from company_member m join company c on c.id = m.company_id \
                       where c.slug = 'ostermoor-freight'";

fn count(config: &DbConfig, text: &str) -> i64 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let db = Db::open(config).await.unwrap();
        let statement = Statement::from_string(db.backend(), text.to_owned());
        let n = db.reader().query_one_raw(statement).await.unwrap().unwrap().try_get("", "n").unwrap();
        db.close().await.unwrap();
        n
    })
}

/// COM-5, ALL-4
#[test]
fn kills_lose_and_double_nobody_who_comes_by_invitation_on_the_embedded_database() {
    let sink = Arc::new(Sink::start());
    let place = Place::new().set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port)).set("RATE_LIMITS", "false");
    let place = demo_copy::embedded(place);
    let config = DbConfig::Sqlite(place.path().join("data/gatehouse.db"));
    torture(&place, &sink, &config);
}

/// COM-5, ALL-4, ALL-6
#[test]
fn kills_lose_and_double_nobody_who_comes_by_invitation_on_postgresql() {
    let sink = Arc::new(Sink::start());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(demo_copy::database());
    let place = Place::new()
        .set("MAIL", &format!("smtp://127.0.0.1:{}", sink.port))
        .set("RATE_LIMITS", "false")
        .set("DATABASE", database.url());
    let place = demo_copy::keys(place, &database);
    torture(&place, &sink, &DbConfig::from_url(database.url()).unwrap());
}
