//! Somebody who signs in to a site and connects a product, and what their clients insist on.

use super::{BACK, Figures};
use crate::server::client;
use reqwest::blocking::Response;
use serde_json::Value;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const PATIENCE: Duration = Duration::from_secs(180);
/// A repeated question is honored for half a minute; one that comes later says nothing here.
const HONORED: Duration = Duration::from_secs(25);

#[derive(Clone)]
pub(super) struct Party {
    pub(super) id: String,
    pub(super) secret: String,
}

/// Where the nodes are; other addresses after each start.
pub(super) type Origins = Arc<Mutex<Vec<String>>>;

/// An answer, and whether others were lost before it.
struct Heard {
    status: u16,
    body: Value,
    lost: bool,
    is_late: bool,
}

/// Somebody with a browser, and the clients that they use.
pub(super) struct Person {
    pub(super) origins: Origins,
    pub(super) turn: AtomicUsize,
    pub(super) cookie: String,
    pub(super) site: Party,
    pub(super) product: Party,
    pub(super) figures: Arc<Figures>,
    pub(super) stop: Arc<AtomicBool>,
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
    pub(super) fn goes_on(&self, party: &Party, token: &str) -> Option<String> {
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

    /// Goes on once more, and asks who that is: every token that is held opens what it says.
    pub(super) fn opens(&self, party: &Party, token: &str) {
        let heard = self.ask(party, "/oauth/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]);
        assert_eq!(heard.status, 200, "an acknowledged token is gone: {}", heard.body);
        let asked = client().get(format!("{}/oauth/userinfo", self.origin()));
        let answer = asked.bearer_auth(text(&heard.body, "access_token")).send().unwrap();
        assert_eq!(answer.status(), 200, "signed by a key that nobody knows");
    }

    /// Signs in and goes on until it is told to stop; the tokens that must open something afterwards.
    pub(super) fn lives(&self) -> Vec<(Party, String)> {
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
