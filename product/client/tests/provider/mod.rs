//! A portal's sign-in in memory: an authorization server with one account, which checks what it is asked and can be made to fail.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::disallowed_methods, reason = "a test may listen without limits")]

mod proofs;
mod tokens;

use std::collections::{HashMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use gatehouse_client::{Builder, Client, DeviceFingerprint, RootKey};
use gatehouse_formats::SigningKey;
use serde_json::{Value, json};

/// The moment at which every test begins.
pub const START: i64 = 1_795_219_200;
/// What the product is called.
pub const CLIENT: &str = "ghc_0123456789abcdef0123456789abcdef";
/// Who signs in.
pub const SUBJECT: &str = "s-7f3a";

pub struct Provider {
    pub address: SocketAddr,
    world: Arc<Mutex<World>>,
    runtime: Option<tokio::runtime::Runtime>,
}

/// What the provider knows, open to the tests.
pub struct World {
    pub now: i64,
    pub origin: String,
    /// The errors that the next questions about a device code are answered with; then the person has said yes.
    pub polls: VecDeque<&'static str>,
    pub interval: Option<i64>,
    /// What the pushed and device requests are refused with.
    pub refuses: Option<&'static str>,
    /// How many answers of the token endpoint get lost after it has done its part.
    pub lose_answers: usize,
    /// What answers at an address in the provider's place: status, kind and body.
    pub instead: HashMap<&'static str, (u16, &'static str, String)>,
    /// Whether a proof must have a nonce.
    pub wants_nonce: bool,
    /// Answers as a server does that knows no bound tokens.
    pub is_bearer: bool,
    /// What is changed in ID tokens.
    pub claims: fn(&mut Value),
    /// The key that signs ID tokens, by its seed; the set of keys has that of 40.
    pub signing: u8,
    pub email: Option<&'static str>,
    pub asked: Vec<Asked>,
    pub revoked: Vec<String>,
    pub proofs: HashSet<String>,
    pub issued: usize,
    pub pushed: HashMap<String, HashMap<String, String>>,
    pub codes: HashMap<String, tokens::Code>,
    pub family: Option<tokens::Family>,
}

/// What it was asked.
pub struct Asked {
    pub path: String,
    pub form: HashMap<String, String>,
    pub proof: Option<String>,
    pub language: Option<String>,
}

/// Why it says no: an error of OAuth.
pub type Refused = &'static str;

impl Provider {
    pub fn start() -> Self {
        let world = World {
            now: START,
            origin: String::new(),
            polls: VecDeque::new(),
            interval: Some(5),
            refuses: None,
            lose_answers: 0,
            instead: HashMap::new(),
            wants_nonce: false,
            is_bearer: false,
            claims: |_| {},
            signing: 40,
            email: Some("aiko@example.com"),
            asked: Vec::new(),
            revoked: Vec::new(),
            proofs: HashSet::new(),
            issued: 0,
            pushed: HashMap::new(),
            codes: HashMap::new(),
            family: None,
        };
        let mut provider =
            Self { address: ([127, 0, 0, 1], 0).into(), world: Arc::new(Mutex::new(world)), runtime: None };
        provider.restart();
        provider
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    /// Nothing listens any more.
    pub fn stop(&mut self) {
        self.runtime.take().unwrap().shutdown_timeout(Duration::from_secs(5));
    }

    /// Listens again, at the same address.
    pub fn restart(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind(self.address)).unwrap();
        self.address = listener.local_addr().unwrap();
        self.world().origin = self.url();
        let routes = axum::Router::new().fallback(answer).with_state(Arc::clone(&self.world));
        runtime.spawn(async move { axum::serve(listener, routes).await });
        self.runtime = Some(runtime);
    }

    /// The person says yes in the browser that opened this address: where the browser is sent back to.
    pub fn agreed(&self, address: &str) -> String {
        self.world().sent_back(address, |world, pushed| {
            world.issued += 1;
            let code = format!("code-{}", world.issued);
            world.codes.insert(code.clone(), tokens::Code::of(pushed, world.now));
            ("code", code)
        })
    }

    /// The person says no.
    pub fn declined(&self, address: &str) -> String {
        self.world().sent_back(address, |_, _| ("error", "access_denied".to_owned()))
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn answer(
    State(world): State<Arc<Mutex<World>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut world = world.lock().unwrap();
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let form: HashMap<String, String> = form_urlencoded::parse(&body).into_owned().collect();
    let proof = text("dpop");
    let path = uri.path().to_owned();
    world.asked.push(Asked {
        path: path.clone(),
        form: form.clone(),
        proof: proof.clone(),
        language: text("accept-language"),
    });
    if let Some((status, kind, body)) = world.instead.get(path.as_str()).cloned() {
        return (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, kind)], body).into_response();
    }
    let answered = match (method.as_str(), path.as_str()) {
        ("POST", "/oauth/device_authorization") => world.device(&form).map(|answer| (200, answer)),
        ("POST", "/oauth/par") => world.push(form).map(|answer| (201, answer)),
        ("POST", "/oauth/token") => world.token(&form, proof.as_deref()).map(|answer| (200, answer)),
        ("POST", "/oauth/revoke") => {
            world.revoked.push(form["token"].clone());
            return StatusCode::OK.into_response();
        }
        ("GET", "/oauth/jwks") => Ok((200, tokens::key_set())),
        ("GET", "/oauth/userinfo") => {
            world.userinfo(text("authorization").as_deref(), proof.as_deref()).map(|answer| (200, answer))
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let (status, answer): (u16, Value) = match answered {
        Ok(answered) => answered,
        Err(error) => (400, json!({ "error": error, "error_description": "The provider says no." })),
    };
    let mut response = if path == "/oauth/token" && world.lose_answers > 0 {
        world.lose_answers -= 1;
        Response::builder()
            .status(status)
            .header(header::CONTENT_LENGTH, "9999")
            .body(cut_short(answer.to_string()))
            .unwrap()
    } else {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        (StatusCode::from_u16(status).unwrap(), kind, answer.to_string()).into_response()
    };
    response.headers_mut().insert(header::DATE, proofs::http_date(world.now).parse().unwrap());
    if answer["error"] == "use_dpop_nonce" {
        response.headers_mut().insert("dpop-nonce", proofs::NONCE.parse().unwrap());
    }
    response
}

/// A body that ends before its announced length, as when a connection breaks.
fn cut_short(body: String) -> Body {
    let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
    Body::from_stream(futures::stream::iter([Ok(body.into_bytes()), Err(broken)]))
}

impl World {
    fn device(&mut self, form: &HashMap<String, String>) -> Result<Value, Refused> {
        if let Some(error) = self.refuses {
            return Err(error);
        }
        assert_eq!(form["client_id"], CLIENT);
        self.issued += 1;
        let mut answer = json!({
            "device_code": format!("device-{}", self.issued), "user_code": "BCDF-GHJK", "expires_in": 600,
            "verification_uri": format!("{}/device", self.origin),
            "verification_uri_complete": format!("{}/device?user_code=BCDF-GHJK", self.origin),
        });
        if let Some(interval) = self.interval {
            answer["interval"] = interval.into();
        }
        Ok(answer)
    }

    fn push(&mut self, form: HashMap<String, String>) -> Result<Value, Refused> {
        if let Some(error) = self.refuses {
            return Err(error);
        }
        self.issued += 1;
        let uri = format!("urn:ietf:params:oauth:request_uri:{}", self.issued);
        self.pushed.insert(uri.clone(), form);
        Ok(json!({ "request_uri": uri, "expires_in": 60 }))
    }

    /// Where the browser goes with an answer to a pushed request, which holds once.
    fn sent_back(
        &mut self,
        address: &str,
        answer: impl FnOnce(&mut Self, &HashMap<String, String>) -> (&'static str, String),
    ) -> String {
        let query = address.strip_prefix(&format!("{}/oauth/authorize?", self.origin)).unwrap();
        let asked: HashMap<String, String> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        assert_eq!(
            asked.keys().collect::<HashSet<_>>(),
            HashSet::from([&"client_id".to_owned(), &"request_uri".to_owned()])
        );
        let pushed = self.pushed.remove(&asked["request_uri"]).unwrap();
        let (name, value) = answer(self, &pushed);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair(name, &value).append_pair("state", &pushed["state"]).append_pair("iss", &self.origin);
        format!("{}?{}", pushed["redirect_uri"], query.finish())
    }

    /// How often an address was asked.
    pub fn count(&self, path: &str) -> usize {
        self.asked.iter().filter(|asked| asked.path == path).count()
    }
}

/// A provider, a device with its own clock, and a directory for the state.
pub struct Stage {
    pub provider: Provider,
    pub directory: tempfile::TempDir,
    pub clock: Arc<AtomicI64>,
}

impl Stage {
    pub fn new() -> Self {
        Self {
            provider: Provider::start(),
            directory: tempfile::tempdir().unwrap(),
            clock: Arc::new(AtomicI64::new(START)),
        }
    }

    pub fn builder(&self, directory: &Path) -> Builder {
        let clock = Arc::clone(&self.clock);
        let root = RootKey::new(SigningKey::from_seed(&[1; 32]).public().clone());
        Client::builder(&self.provider.url(), "lantern", vec![root])
            .client_id(CLIENT)
            .version("2.1")
            .device_name("workbench")
            .language("ru")
            .state_dir(directory)
            .fingerprint(DeviceFingerprint::new(vec![[9; 32]]).unwrap())
            .timeout(Duration::from_secs(10))
            .clock(move || clock.load(Ordering::SeqCst))
    }

    pub fn client(&self) -> Client {
        self.builder(self.directory.path()).build().unwrap()
    }

    /// Time passes for everybody.
    pub fn pass(&self, seconds: i64) {
        self.provider.world().now += seconds;
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Somebody who has signed in by device code.
    pub fn signed_in(&self) -> Client {
        let client = self.client();
        client.begin_device_sign_in(&gatehouse_client::SignIn::new()).unwrap();
        client.wait_for_sign_in(|wait| self.paused(wait)).unwrap();
        client
    }

    /// The time that a product waits passes by its clock.
    pub fn paused(&self, wait: Duration) -> bool {
        self.pass(i64::try_from(wait.as_secs()).unwrap());
        true
    }

    pub fn stored(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("account.json")).unwrap()
    }
}
