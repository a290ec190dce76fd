//! What the tests of the protocols have in common: a person, a shop, a product, and how each asks.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use gatehouse_accounts::actions::create_confirmed::{CreateConfirmed, create_confirmed};
use gatehouse_core::{Lang, Uuid};
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::queries::clients::by_id;
use gatehouse_testkit::{Answer, Browser, World};
use serde_json::Value;

pub const PASSWORD: &str = "Correct-Horse-7";
pub const ADA: &str = "ada@example.com";
pub const ISSUER: &str = "http://127.0.0.1:8080";
pub const BACK: &str = "https://shop.example.com/signed-in";
/// RFC 7636, appendix B.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A client as the tests speak for it.
#[derive(Clone)]
pub struct Party {
    pub row: Uuid,
    pub id: String,
    pub secret: Option<String>,
}

/// A shop's fields; the tests change some. Keys of RSA take long to make: only one test has one.
pub fn input() -> ClientInput {
    ClientInput {
        name: "Skerrylight Shop".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
        post_logout_redirect_uris: vec!["https://shop.example.com/bye".to_owned()],
        scopes: ["openid", "profile", "email", "offline_access"].map(str::to_owned).into(),
        id_token_alg: "ES256".to_owned(),
        ..ClientInput::default()
    }
}

/// Registers a client, with the keys that it needs.
pub async fn party(world: &World, kind: &str, client: ClientInput) -> Party {
    let made = register(&world.cx(), &NewClient { kind: kind.to_owned(), client }).await.unwrap();
    rotate_keys(&world.cx()).await.unwrap();
    let found = by_id(&world.cx(), world.cx().read(), made.id).await.unwrap().unwrap();
    Party { row: made.id, id: found.client_id, secret: made.secret.map(|new| new.secret.expose().clone()) }
}

pub async fn shop(world: &World) -> Party {
    party(world, "web", input()).await
}

/// A product that is connected by a code.
pub async fn product(world: &World) -> Party {
    let plain = ClientInput { redirect_uris: Vec::new(), post_logout_redirect_uris: Vec::new(), ..input() };
    party(world, "device", ClientInput { name: "Lantern".to_owned(), ..plain }).await
}

/// A confirmed account.
pub async fn person(world: &World, email: &str) -> Uuid {
    let input = CreateConfirmed {
        email: email.into(),
        password: PASSWORD.to_owned().into(),
        name: "Ada Canary".into(),
        lang: Lang::En,
        country: "JP".into(),
        region: "Tokyo".into(),
        zone: "Asia/Tokyo".into(),
    };
    create_confirmed(&world.cx(), input).await.unwrap()
}

pub async fn sign_in(browser: &mut Browser, email: &str, next: &str) -> Answer {
    let answer = browser.post("/sign-in", &[("email", email), ("password", PASSWORD), ("next", next)]).await;
    answer.expect(StatusCode::SEE_OTHER)
}

/// Ada, signed in.
pub async fn ada(world: &World) -> Browser {
    person(world, ADA).await;
    let mut browser = world.browser();
    sign_in(&mut browser, ADA, "").await;
    browser
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The address that a client sends a browser to; `change` replaces parameters, an empty value takes one out.
pub fn authorize(party: &Party, change: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("client_id", party.id.as_str()),
        ("redirect_uri", BACK),
        ("response_type", "code"),
        ("scope", "openid profile email offline_access"),
        ("state", "some state"),
        ("nonce", "some-nonce"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    for (name, value) in change {
        all.retain(|(known, _)| known != name);
        all.push((*name, *value));
    }
    let pairs = all.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("/oauth/authorize?{}", query.join("&"))
}

/// A parameter of an address.
pub fn parameter(address: &str, name: &str) -> Option<String> {
    let query = address.split_once('?')?.1;
    form_urlencoded::parse(query.as_bytes()).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// Goes to the client, and agrees where the person is asked; where the browser is sent then.
pub async fn go(browser: &mut Browser, path: &str) -> String {
    let answer = browser.get(path).await;
    if !answer.location().starts_with("/oauth/consent") {
        return answer.location();
    }
    let page = browser.get(&answer.location()).await;
    let Some(request) = page.input("request") else { return page.location() };
    browser.post("/oauth/consent", &[("request", &request), ("answer", "allow")]).await.location()
}

/// A code for the client.
pub async fn code(browser: &mut Browser, party: &Party) -> String {
    let place = go(browser, &authorize(party, &[])).await;
    parameter(&place, "code").unwrap_or_else(|| panic!("no code: {place}"))
}

impl Party {
    /// Sends a form as this client.
    pub async fn send(&self, world: &World, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send_with(world, path, form, &[]).await
    }

    /// The same with further headers.
    pub async fn send_with(&self, world: &World, path: &str, form: &[(&str, &str)], more: &[(&str, &str)]) -> Answer {
        let mut browser = world.browser();
        for (name, value) in more {
            browser = browser.header(name, value);
        }
        let mut all = form.to_vec();
        match &self.secret {
            Some(secret) => {
                let pair = STANDARD.encode(format!("{}:{secret}", self.id));
                browser = browser.header("authorization", &format!("Basic {pair}"));
            }
            None => all.push(("client_id", self.id.as_str())),
        }
        browser.post(path, &all).await
    }

    /// The tokens of a code.
    pub async fn exchange(&self, world: &World, code: &str) -> Answer {
        let form =
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", BACK), ("code_verifier", VERIFIER)];
        self.send(world, "/oauth/token", &form).await
    }

    /// The tokens of a refresh token.
    pub async fn refresh(&self, world: &World, token: &str) -> Answer {
        self.send(world, "/oauth/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// Signs in, and has the tokens.
    pub async fn tokens(&self, world: &World, browser: &mut Browser) -> Value {
        let code = code(browser, self).await;
        self.exchange(world, &code).await.expect(StatusCode::OK).json()
    }
}

/// The word of a refused request.
pub fn word(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

/// What a token says.
pub fn claims(token: &str) -> Value {
    let body = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).unwrap()).unwrap()
}

/// The head of a token.
pub fn head(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap()).unwrap()
}

/// A member of an answer, as a text.
pub fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer}")).to_owned()
}

/// Who an access token is of.
pub async fn userinfo(world: &World, access: &str) -> Answer {
    world.browser().header("authorization", &format!("Bearer {access}")).get("/oauth/userinfo").await
}
