//! A portal in memory with one license, and more when a test asks for them, that keeps the contract of `/api/v1` and can be made to fail.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "a test may listen without limits")]

mod parts;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use gatehouse_formats::{
    AccountNeed, ActivationCode, CodeError, CodeKind, DeviceBinding, DeviceFingerprint, IssuingKey, Lease,
    LicenseTerms, Purpose, RevocationList, RootKey, SigningKey, revocation_list,
};
use parts::{cut_short, problem, root, statuses};
use serde_json::{Value, json};

/// The moment at which every test begins.
pub const START: i64 = 1_795_219_200;
/// One day in seconds.
pub const DAY: i64 = 24 * 60 * 60;

pub struct Portal {
    pub address: SocketAddr,
    world: Arc<Mutex<World>>,
    runtime: Option<tokio::runtime::Runtime>,
}

/// What the portal knows, open to the tests.
pub struct World {
    pub now: i64,
    pub code: ActivationCode,
    /// The codes of further licenses, with as many seats each.
    pub more_codes: Vec<ActivationCode>,
    pub seats: u32,
    pub features: Vec<String>,
    pub account: Option<AccountNeed>,
    pub blocked: bool,
    pub activations: Vec<Activation>,
    /// How many answers get lost after the server has done its part.
    pub lose_answers: usize,
    /// Seconds from a lease's beginning to its half-life.
    pub renew_after: i64,
    /// Whether seats cannot be freed at the moment.
    pub frees_no_seat: bool,
    /// Whether a page of a hotel's network answers in place of the portal when a seat is given back.
    pub is_hotel: bool,
    /// How far the time that is told lies from the one that is signed.
    pub told_time_off: i64,
    /// Answers renewals without certificates, as the contract allows.
    pub leave_out_keys: bool,
    /// Which key signs, by number.
    pub issuing: u8,
    /// The status list of key files, as it is handed out.
    pub status_list: Option<String>,
    pub requests: Vec<Recorded>,
    answers: HashMap<String, (Bytes, u16, Value)>,
    issued: u32,
}

pub struct Activation {
    pub id: String,
    pub code: ActivationCode,
    pub device: DeviceFingerprint,
    pub token: String,
    pub previous: Option<String>,
    pub active: bool,
}

pub struct Recorded {
    pub path: String,
    pub idempotency_key: Option<String>,
    pub language: Option<String>,
    pub body: Value,
}

impl Portal {
    pub fn start() -> Self {
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes: &mut [u8]| bytes.fill(0x5a));
        let world = World {
            now: START,
            code,
            more_codes: Vec::new(),
            seats: 1,
            features: vec!["manifest".to_owned()],
            account: None,
            blocked: false,
            activations: Vec::new(),
            lose_answers: 0,
            renew_after: 15 * DAY,
            frees_no_seat: false,
            is_hotel: false,
            told_time_off: 0,
            leave_out_keys: false,
            issuing: 2,
            status_list: None,
            requests: Vec::new(),
            answers: HashMap::new(),
            issued: 0,
        };
        let mut portal =
            Self { address: ([127, 0, 0, 1], 0).into(), world: Arc::new(Mutex::new(world)), runtime: None };
        portal.restart();
        portal
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn roots(&self) -> Vec<RootKey> {
        vec![RootKey::new(root().public().clone())]
    }

    pub fn roots_json(&self) -> String {
        json!({ "keys": self.roots() }).to_string()
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    pub fn code(&self) -> String {
        self.world().code.to_string()
    }

    /// The code of another license.
    pub fn another_code(&self) -> String {
        let mut world = self.world();
        let seed = 0x10 + world.more_codes.len() as u8;
        let code = ActivationCode::generate(CodeKind::Commercial, &mut |bytes: &mut [u8]| bytes.fill(seed));
        world.more_codes.push(code.clone());
        code.to_string()
    }

    /// Nothing listens any more.
    pub fn stop(&mut self) {
        self.runtime.take().unwrap().shutdown_timeout(std::time::Duration::from_secs(5));
    }

    /// Listens again, at the same address.
    pub fn restart(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(self.address)).unwrap();
        self.address = listener.local_addr().unwrap();
        let routes = axum::Router::new()
            .route("/api/v1/activations", post(activate))
            .route("/api/v1/activations/{activation}/renew", post(renew))
            .route("/api/v1/activations/{activation}/deactivate", post(deactivate))
            .route("/api/v1/issuing-keys", get(issuing_keys))
            .route("/api/v1/revocation-lists/{product}", get(revocations))
            .route("/api/v1/status-lists/{product}/{year}", get(statuses))
            .with_state(Arc::clone(&self.world));
        runtime.spawn(async move { axum::serve(listener, routes).await });
        self.runtime = Some(runtime);
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

type Shared = State<Arc<Mutex<World>>>;

async fn activate(State(world): Shared, headers: HeaderMap, body: Bytes) -> Response {
    let mut world = world.lock().unwrap();
    world.record("/api/v1/activations", &headers, &body);
    let key = headers["idempotency-key"].to_str().unwrap().to_owned();
    if let Some((first, status, answer)) = world.answers.get(&key).cloned() {
        assert_eq!(first, body, "one idempotency key, two requests");
        return world.answer(status, &answer);
    }
    let (status, answer) = world.activate(&serde_json::from_slice(&body).unwrap());
    if status < 300 {
        world.answers.insert(key, (body, status, answer.clone()));
    }
    world.answer(status, &answer)
}

async fn renew(State(world): Shared, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let mut world = world.lock().unwrap();
    world.record("renew", &headers, &body);
    let (status, answer) = world.renew(&id, &serde_json::from_slice(&body).unwrap());
    world.answer(status, &answer)
}

async fn deactivate(State(world): Shared, Path(id): Path<String>, headers: HeaderMap, body: Bytes) -> Response {
    let mut world = world.lock().unwrap();
    world.record("deactivate", &headers, &body);
    if world.is_hotel {
        return (StatusCode::OK, axum::response::Html("<html>Welcome! Room number?</html>")).into_response();
    }
    if world.frees_no_seat {
        return world.answer(503, &problem("service.unavailable", false));
    }
    let token = serde_json::from_slice::<Value>(&body).unwrap()["renew_token"].as_str().unwrap().to_owned();
    let device: DeviceFingerprint =
        serde_json::from_value(serde_json::from_slice::<Value>(&body).unwrap()["device"]["fingerprint"].clone())
            .unwrap();
    match world.activations.iter_mut().find(|activation| activation.id == id && activation.token == token) {
        Some(activation) if !activation.device.matches(&device) => {
            return world.answer(422, &problem("device.other", true));
        }
        Some(activation) => activation.active = false,
        None => return world.answer(404, &problem("activation.unknown", true)),
    }
    StatusCode::NO_CONTENT.into_response()
}

async fn issuing_keys(State(world): Shared) -> Response {
    Json(json!({ "keys": world.lock().unwrap().certificates() })).into_response()
}

async fn revocations(State(world): Shared, Path(product): Path<String>) -> Response {
    let world = world.lock().unwrap();
    if product == "lantern" {
        Json(world.revocations(world.now / 60, &world.activations)).into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (StatusCode::NOT_FOUND, kind, problem("http.not_found", true).to_string()).into_response()
    }
}

impl World {
    fn record(&mut self, path: &str, headers: &HeaderMap, body: &[u8]) {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        self.requests.push(Recorded {
            path: path.to_owned(),
            idempotency_key: text("idempotency-key"),
            language: text("accept-language"),
            body: serde_json::from_slice(body).unwrap(),
        });
    }

    fn answer(&mut self, status: u16, answer: &Value) -> Response {
        if self.lose_answers > 0 {
            self.lose_answers -= 1;
            let cut = cut_short(answer.to_string().into_bytes());
            return Response::builder().status(status).header(header::CONTENT_LENGTH, "9999").body(cut).unwrap();
        }
        let kind = if status < 400 { "application/json" } else { "application/problem+json" };
        (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, kind)], answer.to_string()).into_response()
    }

    fn activate(&mut self, request: &Value) -> (u16, Value) {
        let code = match ActivationCode::parse(request["code"].as_str().unwrap()) {
            Ok(code) => code,
            Err(CodeError::Check { position, .. }) => {
                let mut refusal = problem("code.mistyped", true);
                refusal["position"] = json!(position);
                return (422, refusal);
            }
            Err(_) => return (422, problem("code.mistyped", true)),
        };
        if (request["time"].as_i64().unwrap() - self.now).abs() > DAY {
            return (422, problem("device.clock_wrong", false));
        }
        if code != self.code && !self.more_codes.contains(&code) {
            return (404, problem("code.unknown", true));
        }
        if self.blocked {
            return (403, problem("license.blocked", true));
        }
        let device: DeviceFingerprint = serde_json::from_value(request["device"]["fingerprint"].clone()).unwrap();
        let seated = |known: &Activation| known.active && known.code == code;
        let held = self.activations.iter().position(|known| seated(known) && known.device.matches(&device));
        let taken = self.activations.iter().filter(|known| seated(known)).count();
        if held.is_none() && taken >= self.seats as usize {
            return (409, problem("license.no_seat_free", true));
        }
        self.issued += 1;
        let token = format!("renew-token-{}", self.issued);
        let (status, index) = match held {
            Some(index) => (200, index),
            None => {
                let id = format!("0199d8a0-7c00-7000-8000-{:012}", self.issued);
                let (token, previous) = (String::new(), None);
                self.activations.push(Activation { id, code, device, token, previous, active: true });
                (201, self.activations.len() - 1)
            }
        };
        token.clone_into(&mut self.activations[index].token);
        let (activation, lease) = (self.activations[index].id.clone(), self.lease(index));
        let answer = json!({
            "activation": activation, "lease": lease, "renew_token": token,
            "issuing_keys": self.certificates(), "server_time": self.now + self.told_time_off,
        });
        (status, answer)
    }

    fn renew(&mut self, id: &str, request: &Value) -> (u16, Value) {
        let token = request["renew_token"].as_str().unwrap();
        let Some(index) = self
            .activations
            .iter()
            .position(|known| known.id == id && (known.token == token || known.previous.as_deref() == Some(token)))
        else {
            return (404, problem("activation.unknown", true));
        };
        if !self.activations[index].active {
            return (410, problem("activation.deactivated", true));
        }
        if (request["time"].as_i64().unwrap() - self.now).abs() > DAY {
            return (422, problem("device.clock_wrong", false));
        }
        if self.blocked {
            return (403, problem("license.blocked", true));
        }
        self.issued += 1;
        let next = format!("renew-token-{}", self.issued);
        self.activations[index].previous = Some(token.to_owned());
        next.clone_into(&mut self.activations[index].token);
        let mut answer =
            json!({ "lease": self.lease(index), "renew_token": next, "server_time": self.now + self.told_time_off });
        if !self.leave_out_keys {
            answer["issuing_keys"] = json!(self.certificates());
        }
        (200, answer)
    }

    /// A revocation list that names these activations.
    pub fn revocations(&self, seq: i64, activations: &[Activation]) -> Value {
        let mut revoked: Vec<_> = activations.iter().map(|known| revocation_list::entry(&known.id)).collect();
        revoked.sort();
        let iss = "https://portal.example.com".to_owned();
        let next_update = self.now + DAY;
        let list = RevocationList { iss, aud: "lantern".into(), iat: self.now, seq, next_update, revoked };
        json!({ "revocation_list": list.sign(&self.key()).unwrap(), "issuing_keys": self.certificates() })
    }

    fn key(&self) -> SigningKey {
        SigningKey::from_seed(&[self.issuing; 32])
    }

    fn certificates(&self) -> Vec<String> {
        let public = self.key().public().clone();
        let key = IssuingKey {
            public,
            purpose: Purpose::Lease,
            nbf: self.now - DAY,
            exp: self.now + 400 * DAY,
            max_kind: None,
        };
        vec![key.certify(&root()).unwrap()]
    }

    fn lease(&self, index: usize) -> String {
        let activation = &self.activations[index];
        let lease = Lease {
            iss: "https://portal.example.com".into(),
            aud: "lantern".into(),
            sub: "7715043070".into(),
            jti: format!("lease-{}", self.issued),
            act: activation.id.clone(),
            iat: self.now,
            nbf: self.now,
            exp: self.now + 30 * DAY,
            renew_after: self.now + self.renew_after,
            lic: LicenseTerms {
                edition: "pro".into(),
                seats: self.seats,
                until: Some(self.now + 365 * DAY),
                features: self.features.clone(),
                block: None,
                account: self.account.clone(),
            },
            cnf: DeviceBinding::to(activation.device.clone()),
        };
        lease.sign(&self.key()).unwrap()
    }
}
