//! `kill -9` in the middle of sign-ins to a site and to a product (ACC-21): a code gives tokens once, a refresh token that was acknowledged goes on, a
//! lost answer is asked for again and is the same, and nobody's sign-in ends because they asked again. The lists of the clients are compared with the rows.

use crate::kill_mail::rows;
use crate::server::{Place, Server, client, runtime};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_context::Cx;
use gatehouse_core::Lang;
use gatehouse_db::DbConfig;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_testkit::postgres::empty_database;
use reqwest::blocking::Response;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A small form of the drill `sign-in-killed`.
const SMALL: Form = Form { people: 3, kills: 5 };
const PASSWORD: &str = "Correct-Horse-7";
const BACK: &str = "https://shop.example.com/signed-in";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const PATIENCE: Duration = Duration::from_secs(180);
/// A repeated question is honored for half a minute; one that comes later says nothing here.
const HONORED: Duration = Duration::from_secs(25);

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

#[derive(Clone)]
struct Party {
    id: String,
    secret: String,
}

/// Where the nodes are; other addresses after each start.
type Origins = Arc<Mutex<Vec<String>>>;

/// An answer, and whether others were lost before it.
struct Heard {
    status: u16,
    body: Value,
    lost: bool,
    is_late: bool,
}

/// Somebody with a browser, and the clients that they use.
struct Person {
    origins: Origins,
    turn: AtomicUsize,
    cookie: String,
    site: Party,
    product: Party,
    figures: Arc<Figures>,
    stop: Arc<AtomicBool>,
}

impl Person {
    fn origin(&self) -> String {
        let origins = self.origins.lock().unwrap();
        origins[self.turn.fetch_add(1, Ordering::SeqCst) % origins.len()].clone()
    }

    /// Sends until somebody answers.
    fn until_answered(&self, send: impl Fn(&str) -> Option<Response>) -> (Response, bool, bool) {
        let (since, mut lost) = (Instant::now(), false);
        loop {
            if let Some(answer) = send(&self.origin())
                && answer.status() != 503
            {
                return (answer, lost, since.elapsed() > HONORED);
            }
            lost = true;
            assert!(since.elapsed() < PATIENCE, "nobody answers");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// A client's question, asked until it is answered.
    fn ask(&self, party: &Party, path: &str, form: &[(&str, &str)]) -> Heard {
        let mut all = form.to_vec();
        all.push(("client_id", &party.id));
        if !party.secret.is_empty() {
            all.push(("client_secret", &party.secret));
        }
        let client = client();
        let (since, mut was_lost) = (Instant::now(), false);
        loop {
            let send = |origin: &str| client.post(format!("{origin}{path}")).form(&all).send().ok();
            let (answer, lost, is_late) = self.until_answered(send);
            was_lost |= lost;
            let status = answer.status().as_u16();
            // Killed between the head and the body.
            if let Ok(text) = answer.text()
                && let Ok(body) = serde_json::from_str(&text)
            {
                assert!(status < 500, "{path}: {status} {text}");
                return Heard { status, body, lost: was_lost, is_late: is_late || since.elapsed() > HONORED };
            }
            was_lost = true;
        }
    }

    /// A form of one of our own pages; where it leads. `None`: nobody knows what became of it.
    fn post(&self, path: &str, form: &[(&str, &str)]) -> Option<String> {
        let asked = client().post(format!("{}{path}", self.origin())).header("sec-fetch-site", "same-origin");
        let answer = asked.header("cookie", &self.cookie).form(form).send().ok()?;
        Some(answer.headers().get("location")?.to_str().unwrap().to_owned())
    }

    /// A code for the site.
    fn code(&self) -> String {
        let query = [
            ("client_id", self.site.id.as_str()),
            ("redirect_uri", BACK),
            ("response_type", "code"),
            ("scope", "openid email offline_access"),
            ("state", "s"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let client = client();
        let query = query.map(|(name, value)| format!("{name}={}", value.replace(' ', "%20"))).join("&");
        let send = |origin: &str| {
            client.get(format!("{origin}/oauth/authorize?{query}")).header("cookie", &self.cookie).send().ok()
        };
        let (answer, _, _) = self.until_answered(send);
        let place = answer.headers()["location"].to_str().unwrap().to_owned();
        let code = place.split("code=").nth(1).unwrap_or_else(|| panic!("no code: {place}"));
        code.split('&').next().unwrap().to_owned()
    }

    /// Signs in to the site; the refresh token.
    fn signs_in(&self) -> Option<String> {
        let code = self.code();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", BACK),
            ("code_verifier", VERIFIER),
        ];
        let heard = self.ask(&self.site, "/oauth/token", &form);
        if heard.status == 200 {
            self.figures.codes.fetch_add(1, Ordering::SeqCst);
            return Some(text(&heard.body, "refresh_token"));
        }
        assert!(heard.lost, "a code that came once is refused: {}", heard.body);
        assert_eq!(heard.body["error"], "invalid_grant");
        self.figures.used.fetch_add(1, Ordering::SeqCst);
        None
    }

    /// Connects the product; its refresh token. `None`: nobody knows whether it was connected, or a question came too late.
    fn connects(&self) -> Option<String> {
        let form = [("scope", "openid email offline_access"), ("product", "Lantern")];
        let begun = self.ask(&self.product, "/oauth/device_authorization", &form).body;
        let place = self.post("/device", &[("code", &text(&begun, "user_code"))])?;
        let ticket = place.split("ticket=").nth(1)?.to_owned();
        let form = [("ticket", ticket.as_str()), ("answer", "connect")];
        if self.post("/device/confirm", &form)? != "/device/done" {
            return None;
        }
        let device = text(&begun, "device_code");
        let form = [("grant_type", DEVICE_GRANT), ("device_code", device.as_str())];
        let (one, two) =
            (self.ask(&self.product, "/oauth/token", &form), self.ask(&self.product, "/oauth/token", &form));
        if one.is_late || two.is_late {
            self.figures.late.fetch_add(1, Ordering::SeqCst);
            return None;
        }
        assert_eq!((one.status, two.status), (200, 200), "{} {}", one.body, two.body);
        let token = text(&one.body, "refresh_token");
        assert_eq!(token, text(&two.body, "refresh_token"), "a device code gives one sign-in");
        self.figures.devices.fetch_add(1, Ordering::SeqCst);
        Some(token)
    }

    /// Goes on with a refresh token, and asks twice; the next one. `None`: a question came too late.
    fn goes_on(&self, party: &Party, token: &str) -> Option<String> {
        let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let begun = Instant::now();
        let (one, two) = (self.ask(party, "/oauth/token", &form), self.ask(party, "/oauth/token", &form));
        if begun.elapsed() > HONORED {
            self.figures.late.fetch_add(1, Ordering::SeqCst);
            return None;
        }
        assert_eq!((one.status, two.status), (200, 200), "an acknowledged token is gone: {} {}", one.body, two.body);
        let next = text(&one.body, "refresh_token");
        assert_eq!(next, text(&two.body, "refresh_token"), "asked again, another token");
        self.figures.again.fetch_add(usize::from(one.lost) + usize::from(two.lost), Ordering::SeqCst);
        self.figures.rotated.fetch_add(1, Ordering::SeqCst);
        Some(next)
    }

    /// Signs in and goes on until it is told to stop; the tokens that must open something afterwards.
    fn lives(&self) -> Vec<(Party, String)> {
        let mut kept = Vec::new();
        while !self.stop.load(Ordering::SeqCst) {
            for (party, token) in [(&self.site, self.signs_in()), (&self.product, self.connects())] {
                let mut token = token;
                for _ in 0..3 {
                    token = token.and_then(|token| self.goes_on(party, &token));
                }
                kept.extend(token.map(|token| (party.clone(), token)));
            }
        }
        kept
    }
}

fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer}")).to_owned()
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
        servers[node] = Some(places[node].serve(&[]));
        *origins.lock().unwrap() = at(&servers);
    }
    // Once more of everything, with nobody in the way.
    std::thread::sleep(Duration::from_secs(2));
    stop.store(true, Ordering::SeqCst);
    let lives: Vec<_> = lives.into_iter().map(|life| life.join().unwrap()).collect();
    compared(&places[0].database(), &figures);
    for (kept, person) in &lives {
        for (party, token) in kept {
            person.goes_on(party, token).expect("nobody was in the way");
        }
    }
    for server in servers.into_iter().flatten() {
        assert_eq!(server.stop(), Some(0));
    }
    figures
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
    let named = "select count(*) as n from oidc_signing_key";
    assert_eq!(rows(config, named), 2, "each start looks at the keys, and none was due");
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
