//! A small service that people sign in with: OpenID Connect under any first part of the path (`/google`), and Facebook's record under
//! `/graph`. What happens in a browser there is one call ([`IdentityProvider::agree`]); what it says can be spoiled.
#![allow(clippy::disallowed_methods, reason = "the tests are the other end of the connections")]

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_core::{Clock as _, TestClock};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// The secret of every client.
pub const SECRET: &str = "a-secret-of-the-client";

type Spoil = Box<dyn Fn(&mut Value) + Send>;

struct Grant {
    client: String,
    redirect: String,
    challenge: String,
    nonce: String,
    /// Who was signed in at that moment.
    person: Value,
}

struct Inside {
    origin: String,
    clock: Option<Arc<TestClock>>,
    keys: Vec<EcdsaKeyPair>,
    stranger: EcdsaKeyPair,
    signs_as_stranger: bool,
    codes: HashMap<String, Grant>,
    bearers: HashMap<String, Value>,
    person: Value,
    spoil: Option<Spoil>,
    misdescribe: Option<Spoil>,
    is_away: bool,
    made: usize,
}

/// The service.
#[derive(Clone)]
pub struct IdentityProvider(Arc<Mutex<Inside>>);

fn new_key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let bytes = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes.as_ref(), &random).unwrap()
}

type Answer = (StatusCode, Json<Value>);

fn refused(why: &str) -> Answer {
    (StatusCode::BAD_REQUEST, Json(json!({ "error": why })))
}

impl IdentityProvider {
    /// Starts one on a free port of this machine.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let inside = Inside {
            origin: format!("http://{}", listener.local_addr().unwrap()),
            clock: None,
            keys: vec![new_key()],
            stranger: new_key(),
            signs_as_stranger: false,
            codes: HashMap::new(),
            bearers: HashMap::new(),
            person: json!({ "sub": "1" }),
            spoil: None,
            misdescribe: None,
            is_away: false,
            made: 0,
        };
        let provider = Self(Arc::new(Mutex::new(inside)));
        let router = Router::new()
            .route("/{issuer}/.well-known/openid-configuration", get(describe))
            .route("/{issuer}/keys", get(keys))
            .route("/{issuer}/token", post(token))
            .route("/{issuer}/userinfo", get(userinfo))
            .route("/{issuer}/me", get(me))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    fn inside<T>(&self, work: impl FnOnce(&mut Inside) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where it is: `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        self.inside(|inside| inside.origin.clone())
    }

    /// Its clock is the world's.
    pub fn keep_time(&self, clock: &Arc<TestClock>) {
        self.inside(|inside| inside.clock = Some(Arc::clone(clock)));
    }

    /// Who is signed in there: claims of OpenID Connect.
    pub fn is(&self, person: Value) {
        self.inside(|inside| inside.person = person);
    }

    /// Changes every ID token before it is signed.
    pub fn spoil(&self, spoil: impl Fn(&mut Value) + Send + 'static) {
        self.inside(|inside| inside.spoil = Some(Box::new(spoil)));
    }

    /// Changes its description before it is shown.
    pub fn misdescribe(&self, spoil: impl Fn(&mut Value) + Send + 'static) {
        self.inside(|inside| inside.misdescribe = Some(Box::new(spoil)));
    }

    /// Signs with a key that it does not show.
    pub fn sign_as_stranger(&self, stranger: bool) {
        self.inside(|inside| inside.signs_as_stranger = stranger);
    }

    /// Signs with a new key from now on, and shows both.
    pub fn rotate(&self) {
        self.inside(|inside| inside.keys.push(new_key()));
    }

    /// Answers nothing but 503.
    pub fn go_away(&self, is_away: bool) {
        self.inside(|inside| inside.is_away = is_away);
    }

    /// A logout token for a client (OpenID Connect Back-Channel Logout 1.0), with these claims over the usual ones; one that is null is left
    /// out.
    pub fn logout_token(&self, issuer: &str, client: &str, of: &Value) -> String {
        self.inside(|inside| {
            inside.made += 1;
            let now = inside.clock.as_ref().expect("the provider keeps the world's time").now().seconds();
            let mut claims = json!({
                "iss": format!("{}/{issuer}", inside.origin), "aud": client, "iat": now, "exp": now + 120,
                "jti": format!("logout-{}", inside.made),
                "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
            });
            for (name, value) in of.as_object().unwrap() {
                match value {
                    Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
                    value => claims[name] = value.clone(),
                }
            }
            signed(inside, &claims)
        })
    }

    /// What a browser is sent back with when the person agrees at this address: the fields of the answer.
    pub fn agree(&self, address: &str) -> Vec<(String, String)> {
        let url = Url::parse(address).unwrap();
        let asked: HashMap<String, String> = url.query_pairs().into_owned().collect();
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        let issuer = url.path().split('/').nth(1).unwrap().to_owned();
        self.inside(|inside| {
            inside.made += 1;
            let code = format!("code-{}", inside.made);
            let grant = Grant {
                client: asked["client_id"].clone(),
                redirect: asked["redirect_uri"].clone(),
                challenge: asked["code_challenge"].clone(),
                nonce: asked.get("nonce").cloned().unwrap_or_default(),
                person: inside.person.clone(),
            };
            inside.codes.insert(code.clone(), grant);
            let iss = format!("{}/{issuer}", inside.origin);
            let mut answer = vec![("code".to_owned(), code), ("state".to_owned(), asked["state"].clone())];
            if issuer != "graph" {
                answer.push(("iss".to_owned(), iss));
            }
            answer
        })
    }
}

async fn describe(State(provider): State<IdentityProvider>, Path(issuer): Path<String>) -> Answer {
    provider.inside(|inside| {
        if inside.is_away {
            return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
        }
        let at = format!("{}/{issuer}", inside.origin);
        let mut description = json!({
            "issuer": at,
            "authorization_endpoint": format!("{at}/authorize"),
            "token_endpoint": format!("{at}/token"),
            "jwks_uri": format!("{at}/keys"),
            "userinfo_endpoint": format!("{at}/userinfo"),
            "end_session_endpoint": format!("{at}/logout"),
            "backchannel_logout_supported": true,
            "backchannel_logout_session_supported": true,
            "authorization_response_iss_parameter_supported": true,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        });
        if let Some(spoil) = &inside.misdescribe {
            spoil(&mut description);
        }
        (StatusCode::OK, Json(description))
    })
}

async fn keys(State(provider): State<IdentityProvider>) -> Json<Value> {
    provider.inside(|inside| {
        let shown = inside.keys.iter().enumerate().map(|(n, key)| {
            let point = &key.public_key().as_ref()[1..];
            let (x, y) = point.split_at(32);
            let encode = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
            json!({ "kty": "EC", "crv": "P-256", "use": "sig", "kid": n.to_string(), "x": encode(x), "y": encode(y) })
        });
        Json(json!({ "keys": shown.collect::<Vec<_>>() }))
    })
}

async fn token(
    State(provider): State<IdentityProvider>,
    Path(issuer): Path<String>,
    Form(form): Form<HashMap<String, String>>,
) -> Answer {
    provider.inside(|inside| {
        if inside.is_away {
            return (StatusCode::SERVICE_UNAVAILABLE, Json(json!({})));
        }
        let field = |name: &str| form.get(name).cloned().unwrap_or_default();
        // A code is good once.
        let Some(grant) = inside.codes.remove(&field("code")) else { return refused("invalid_grant") };
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")));
        let is_asker = grant.client == field("client_id") && grant.redirect == field("redirect_uri");
        if !is_asker || challenge != grant.challenge {
            return refused("invalid_grant");
        }
        let is_apple = issuer == "apple";
        if !is_apple && field("client_secret") != SECRET {
            return refused("invalid_client");
        }
        let bearer = format!("bearer-{}", field("code"));
        inside.bearers.insert(bearer.clone(), grant.person.clone());
        let id_token = sign(inside, &issuer, &grant);
        (StatusCode::OK, Json(json!({ "access_token": bearer, "token_type": "Bearer", "id_token": id_token })))
    })
}

fn sign(inside: &Inside, issuer: &str, grant: &Grant) -> String {
    let now = inside.clock.as_ref().expect("the provider keeps the world's time").now().seconds();
    let mut claims = grant.person.clone();
    let said = json!({
        "iss": format!("{}/{issuer}", inside.origin), "aud": grant.client, "nonce": grant.nonce,
        "iat": now, "exp": now + 300, "auth_time": now,
    });
    for (name, value) in said.as_object().unwrap() {
        claims[name] = value.clone();
    }
    if let Some(spoil) = &inside.spoil {
        spoil(&mut claims);
    }
    signed(inside, &claims)
}

fn signed(inside: &Inside, claims: &Value) -> String {
    let newest = inside.keys.len() - 1;
    let key = if inside.signs_as_stranger { &inside.stranger } else { &inside.keys[newest] };
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let signed = format!("{}.{}", encode(&json!({ "alg": "ES256", "kid": newest.to_string() })), encode(claims));
    let signature = key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn bearer(inside: &Inside, headers: &HeaderMap) -> Option<(String, Value)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")?;
    Some((text.to_owned(), inside.bearers.get(text)?.clone()))
}

async fn userinfo(State(provider): State<IdentityProvider>, headers: HeaderMap) -> Answer {
    provider.inside(|inside| match bearer(inside, &headers) {
        Some((_, person)) => (StatusCode::OK, Json(person)),
        None => (StatusCode::UNAUTHORIZED, Json(json!({}))),
    })
}

/// Facebook's record: it has the fields that were asked for, and wants the proof that the asker has the client's secret.
async fn me(
    State(provider): State<IdentityProvider>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Answer {
    provider.inside(|inside| {
        let Some((token, person)) = bearer(inside, &headers) else { return refused("no token") };
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
        if query.get("appsecret_proof") != Some(&hex::encode(hmac::sign(&key, token.as_bytes()))) {
            return refused("no proof");
        }
        let fields = query.get("fields").cloned().unwrap_or_default();
        let told = fields.split(',').filter_map(|name| {
            let claim = match name {
                "id" => "sub",
                "first_name" => "given_name",
                "last_name" => "family_name",
                other => other,
            };
            Some((name.to_owned(), person.get(claim)?.clone()))
        });
        (StatusCode::OK, Json(Value::Object(told.collect())))
    })
}
