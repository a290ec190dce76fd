//! `kill -9` in the middle of sign-ins to a site and to a product (ACC-21): a code gives tokens once, a refresh token that was acknowledged goes on, a
//! lost answer is asked for again and is the same, and nobody's sign-in ends because they asked again. The lists of the clients are compared with the rows.

mod person;

use crate::kill_mail::rows;
use crate::server::{Place, Server, client, runtime};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_context::Cx;
use gatehouse_core::Lang;
use gatehouse_db::sea_orm::ConnectionTrait as _;
use gatehouse_db::{Db, DbConfig};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_testkit::postgres::empty_database;
use person::{Origins, Party, Person};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A small form of the drill `sign-in-killed`.
const SMALL: Form = Form { people: 3, kills: 5 };
const PASSWORD: &str = "Correct-Horse-7";
const BACK: &str = "https://shop.example.com/signed-in";

/// How much.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// People who sign in all the while.
    pub people: usize,
    /// Kills meanwhile.
    pub kills: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Figures {
    /// Codes that gave tokens.
    pub codes: AtomicUsize,
    /// Codes that were asked for again after a lost answer, and were used: their sign-ins end (RFC 9700).
    pub used: AtomicUsize,
    /// Refresh tokens that became the next one.
    pub rotated: AtomicUsize,
    /// Answers that were lost and came again.
    pub again: AtomicUsize,
    /// Products that were connected.
    pub devices: AtomicUsize,
    /// Questions that came again too late to say anything.
    pub late: AtomicUsize,
}

fn email(person: usize) -> String {
    format!("person{person}@example.com")
}

/// People, a site of the vendor and a product.
fn prepared(place: &Place, people: usize) -> (Party, Party) {
    runtime().block_on(async {
        let data = place.path().join("data");
        let text = format!("data_dir = \"{}\"\ndatabase = \"{}\"", data.display(), place.database_url());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        for person in 0..people {
            let new = CreateConfirmed {
                email: email(person),
                password: PASSWORD.to_owned().into(),
                name: "Ada".into(),
                lang: Lang::En,
                country: "JP".into(),
                region: "Tokyo".into(),
                zone: "Asia/Tokyo".into(),
            };
            create_confirmed(&cx, new).await.unwrap();
        }
        let (site, product) = (party(&cx, "web").await, party(&cx, "device").await);
        rotate_keys(&cx).await.unwrap();
        installed.close().await.unwrap();
        (site, product)
    })
}

async fn party(cx: &Cx, kind: &str) -> Party {
    let redirect_uris = if kind == "web" { vec![BACK.to_owned()] } else { Vec::new() };
    let client = ClientInput {
        name: format!("The {kind}"),
        redirect_uris,
        scopes: ["openid", "email", "offline_access"].map(str::to_owned).into(),
        id_token_alg: "ES256".to_owned(),
        first_party: true,
        ..ClientInput::default()
    };
    let made = register(cx, &NewClient { kind: kind.to_owned(), client }).await.unwrap();
    let found = by_id(cx, cx.read(), made.id).await.unwrap().unwrap();
    Party { id: found.client_id, secret: made.secret.map(|new| new.secret.expose().clone()).unwrap_or_default() }
}

/// Signs in; the cookies.
fn cookie(origin: &str, person: usize) -> String {
    let form = [("email", email(person)), ("password", PASSWORD.to_owned())];
    let asked = client().post(format!("{origin}/sign-in")).header("sec-fetch-site", "same-origin");
    let answer = asked.form(&form).send().unwrap();
    assert_eq!(answer.status(), 303);
    let set = answer.headers().get_all("set-cookie").iter();
    set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
}

/// Kills the nodes by turns while people sign in.
fn torture(places: &[Place], form: Form) -> Arc<Figures> {
    let (site, product) = prepared(&places[0], form.people);
    for place in &places[1..] {
        std::fs::create_dir_all(place.path().join("data")).unwrap();
        for file in ["gatehouse.keys", "root.key", "root.pub"] {
            std::fs::copy(places[0].path().join("data").join(file), place.path().join("data").join(file)).unwrap();
        }
    }
    let mut servers: Vec<Option<Server>> = places.iter().map(|place| Some(place.serve(&[]))).collect();
    let at = |servers: &[Option<Server>]| servers.iter().flatten().map(|server| server.origin.clone()).collect();
    let origins: Origins = Arc::new(Mutex::new(at(&servers)));
    let (figures, stop) = (Arc::new(Figures::default()), Arc::new(AtomicBool::new(false)));
    let lives: Vec<_> = (0..form.people)
        .map(|number| {
            let person = Person {
                origins: Arc::clone(&origins),
                turn: AtomicUsize::new(number),
                cookie: cookie(&origins.lock().unwrap()[0], number),
                site: site.clone(),
                product: product.clone(),
                figures: Arc::clone(&figures),
                stop: Arc::clone(&stop),
            };
            std::thread::spawn(move || (person.lives(), person))
        })
        .collect();
    for kill in 0..form.kills {
        std::thread::sleep(Duration::from_millis(400 + 170 * (u64::try_from(kill).unwrap() % 7)));
        let node = kill % places.len();
        servers[node].take().unwrap().kill();
        if kill % 3 == 1 {
            age_keys(&places[0].database());
        }
        servers[node] = Some(places[node].serve(&[]));
        *origins.lock().unwrap() = at(&servers);
    }
    // Once more of everything, with nobody in the way.
    std::thread::sleep(Duration::from_secs(2));
    stop.store(true, Ordering::SeqCst);
    let lives: Vec<_> = lives.into_iter().map(|life| life.join().unwrap()).collect();
    compared(&places[0].database(), &figures);
    for server in servers.into_iter().flatten() {
        assert_eq!(server.stop(), Some(0));
    }
    // A node that has just begun knows every key.
    let last = places[0].serve(&[]);
    *origins.lock().unwrap() = vec![last.origin.clone()];
    for (kept, person) in &lives {
        kept.iter().for_each(|(party, token)| person.opens(party, token));
    }
    assert_eq!(last.stop(), Some(0));
    figures
}

/// The keys that sign are 90 days older at once: the next ones are made at the next look, which each minute has, and the ones after them sign.
fn age_keys(config: &DbConfig) {
    runtime().block_on(async {
        let db = Db::open(config).await.unwrap();
        let text = "update oidc_signing_key set signs_at = signs_at - 7776000000000 where ends_at is null";
        db.writer().execute_unprepared(text).await.unwrap();
        db.close().await.unwrap();
    });
}

/// The rows say what the clients were told.
fn compared(config: &DbConfig, figures: &Figures) {
    let got = |count: &AtomicUsize| i64::try_from(count.load(Ordering::SeqCst)).unwrap();
    assert!(got(&figures.codes) > 0 && got(&figures.rotated) > 0 && got(&figures.devices) > 0, "{figures:?}");
    let doubled =
        "select count(*) as n from (select family_id from oidc_code group by family_id having count(*) > 1) as twice";
    assert_eq!(rows(config, doubled), 0, "a code of two sign-ins");
    let living = "select count(*) as n from (select family_id from oidc_refresh where used_at is null group by family_id having count(*) > 1) as two";
    assert_eq!(rows(config, living), 0, "a sign-in with two living tokens");
    let used = "select count(*) as n from oidc_code where used_at is not null";
    assert_eq!(
        rows(config, used),
        got(&figures.codes) + got(&figures.used),
        "codes that nobody brought, or that are gone"
    );
    if got(&figures.late) == 0 {
        let revoked = "select count(*) as n from oidc_family where revoked_at is not null";
        assert_eq!(rows(config, revoked), got(&figures.used), "a sign-in ended because somebody asked again");
    }
    let stolen = "select count(*) as n from audit where kind = 'app.token_reused'";
    assert!(rows(config, stolen) >= got(&figures.used));
    let newest = "select count(*) as n from oidc_signing_key where ends_at is null";
    assert!(rows(config, newest) >= 2, "a kind of key has none that goes on");
}

fn at_rest() -> Place {
    Place::new().set("RATE_LIMITS", "false").set("CONNECTIONS_PER_ADDRESS", "1000")
}

/// Of the embedded database: one node.
pub fn embedded(form: Form) -> Arc<Figures> {
    torture(&[at_rest()], form)
}

/// Of PostgreSQL: two nodes, which are killed by turns.
pub fn postgresql(form: Form) -> Arc<Figures> {
    let database = runtime().block_on(empty_database()).unwrap();
    let places = [(); 2].map(|()| at_rest().set("DATABASE", database.url()));
    torture(&places, form)
}

/// ACC-21, ALL-6
#[test]
fn kills_double_no_sign_in_and_lose_no_token_on_the_embedded_database() {
    embedded(SMALL);
}

/// ACC-21, ALL-6
#[test]
fn kills_double_no_sign_in_and_lose_no_token_between_two_nodes() {
    postgresql(SMALL);
}
