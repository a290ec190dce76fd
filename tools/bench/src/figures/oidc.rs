//! The OpenID Connect provider (ACC-21) through the running server: codes that become tokens, refresh tokens that become the next ones, products that
//! ask whether they are connected yet, and clients that ask who somebody is. Beside each a handler that only reads and writes JSON.
//!
//! A code and a refresh token count once, so those of a round are made before its clock runs.

use super::lease_renewal;
use super::sign_in::sign_in;
use crate::children::Served;
use crate::client::{Connection, get, post};
use crate::content::{Content, done};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::Figure;
use crate::stats::paired;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_oidc::actions::clients::fields::ClientInput;
use gatehouse_oidc::actions::clients::register::{NewClient, register};
use gatehouse_oidc::actions::rotate_keys::rotate_keys;
use gatehouse_oidc::queries::clients::by_id;
use serde_json::Value;
use std::net::SocketAddr;
use std::time::Duration;

/// The names of the figures.
pub const NAMES: [&str; 4] = ["token_issue", "token_refresh", "device_poll", "oidc_userinfo"];
const ACCOUNTS: usize = 16;
const CONNECTIONS: usize = 16;
/// Codes, or refresh tokens, of a round: used within the minute that a code lives.
const ONCE: usize = 400;
/// Products that wait for their owners.
const DEVICES: usize = 2_000;
const RENEWALS: usize = 1_000;
const LONG: Duration = Duration::from_secs(30);
const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 5;
const BESIDE: &str = "an axum handler that reads and writes JSON";
const FORM: &str = "application/x-www-form-urlencoded";
const BACK: &str = "https%3A%2F%2Fshop.example.com%2Fsigned-in";
/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// A client: what it says of itself in a form.
struct Party {
    id: String,
    proof: String,
}

/// Measures all of them.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("oidc")?;
    let emails: Vec<String> = (0..ACCOUNTS).map(|number| format!("oidc-{number}@example.com")).collect();
    let (site, product, renewals) = place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        for email in &emails {
            content.account(email).await?;
        }
        let back = vec!["https://shop.example.com/signed-in".to_owned()];
        let (site, product) = (party(&content.cx, "web", back).await?, party(&content.cx, "device", Vec::new()).await?);
        rotate_keys(&content.cx).await?;
        let renewals = lease_renewal::requests(&content.cx, RENEWALS)?;
        content.close().await?;
        Ok::<_, Fault>((site, product, renewals))
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let bare = Served::bare(place)?;
    let mut cookies = Vec::with_capacity(ACCOUNTS);
    for email in &emails {
        let session = place.runtime.block_on(sign_in(server.address, email))?;
        cookies.push(format!("cookie: {}\r\n", session.join("; ")));
    }
    let bare_load =
        Load { address: bare.address, connections: CONNECTIONS, status: 200, requests: &renewals, again: true };
    let theirs = || -> Result<f64, Fault> { Ok(drive(bare_load, 0, ROUND)?.rate()) };
    let shop = Shop { address: server.address, site: &site, cookies: &cookies };

    let issued = paired(
        ROUNDS,
        || {
            let requests = place.runtime.block_on(shop.exchanges())?;
            let load = Load { address: server.address, requests: &requests, again: false, ..bare_load };
            Ok(drive(load, 0, LONG)?.rate())
        },
        theirs,
    )?;
    let refreshed = paired(
        ROUNDS,
        || {
            let requests = place.runtime.block_on(shop.refreshes())?;
            let load = Load { address: server.address, requests: &requests, again: false, ..bare_load };
            Ok(drive(load, 0, LONG)?.rate())
        },
        theirs,
    )?;
    let questions = place.runtime.block_on(polls(server.address, &product))?;
    // Both words of waiting come with this status; the first answer and the last say that it is one of them.
    let load = Load { address: server.address, status: 400, requests: &questions, ..bare_load };
    place.runtime.block_on(answered(server.address, &questions[0], "authorization_pending"))?;
    let polled = paired(ROUNDS, || Ok(drive(load, 0, ROUND)?.rate()), theirs)?;
    place.runtime.block_on(answered(server.address, &questions[0], "slow_down"))?;

    let questions = place.runtime.block_on(shop.userinfo())?;
    let load = Load { address: server.address, requests: &questions, ..bare_load };
    let told = paired(ROUNDS, || Ok(drive(load, 0, ROUND)?.rate()), theirs)?;
    server.stop()?;
    let what = |text: &str| format!("HTTP, {CONNECTIONS} connections: {text}");
    let [issue, refresh, poll, userinfo] = NAMES;
    Ok(vec![
        Figure::of(
            issue,
            "per second",
            &issued,
            what("codes with PKCE become three tokens; each with a commit"),
            BESIDE,
        ),
        Figure::of(
            refresh,
            "per second",
            &refreshed,
            what("refresh tokens become the next ones; each with a commit"),
            BESIDE,
        ),
        Figure::of(
            poll,
            "per second",
            &polled,
            what("2,000 products ask whether they are connected yet; each question is noted"),
            BESIDE,
        ),
        Figure::of(userinfo, "per second", &told, what("who somebody is, by 16 access tokens"), BESIDE),
    ])
}

async fn party(cx: &Cx, kind: &str, redirect_uris: Vec<String>) -> Result<Party, Fault> {
    let client = ClientInput {
        name: format!("Bench {kind}"),
        redirect_uris,
        scopes: ["openid", "profile", "email", "offline_access"].map(str::to_owned).into(),
        id_token_alg: "ES256".to_owned(),
        first_party: true,
        ..ClientInput::default()
    };
    let made = done(register(cx, &NewClient { kind: kind.to_owned(), client }).await)?;
    let found = by_id(cx, cx.read(), made.id).await?.ok_or_else(|| Fault::new("the client is not there"))?;
    let secret = made.secret.map(|new| format!("&client_secret={}", new.secret.expose())).unwrap_or_default();
    Ok(Party { proof: format!("client_id={}{secret}", found.client_id), id: found.client_id })
}

/// A site whose people have signed in here.
struct Shop<'a> {
    address: SocketAddr,
    site: &'a Party,
    cookies: &'a [String],
}

impl Shop<'_> {
    /// The requests of a round: each with a code of its own.
    async fn exchanges(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let mut connection = Connection::open(self.address).await?;
        let path = format!(
            "/oauth/authorize?client_id={}&redirect_uri={BACK}&response_type=code&scope=openid%20profile%20email%20offline_access\
             &state=s&code_challenge={CHALLENGE}&code_challenge_method=S256",
            self.site.id
        );
        let mut requests = Vec::with_capacity(ONCE);
        for number in 0..ONCE {
            let answer = connection.ask(&get(&path, &self.cookies[number % ACCOUNTS])).await?;
            let code =
                answer.headers("location").next().and_then(|place| place.split("code=").nth(1)?.split('&').next());
            let Some(code) = code else { return Err(answer.unexpected("a sign-in to a site")) };
            let body = format!(
                "grant_type=authorization_code&code={code}&redirect_uri={BACK}&code_verifier={VERIFIER}&{}",
                self.site.proof
            );
            requests.push(post("/oauth/token", FORM, "", &body));
        }
        Ok(requests)
    }

    /// The tokens of as many sign-ins as are asked for, at most those of a round.
    async fn tokens(&self, most: usize) -> Result<Vec<Value>, Fault> {
        let requests = self.exchanges().await?;
        let mut connection = Connection::open(self.address).await?;
        let mut all = Vec::with_capacity(most);
        for request in requests.iter().take(most) {
            let answer = connection.ask(request).await?;
            if answer.status != 200 {
                return Err(answer.unexpected("a code"));
            }
            all.push(serde_json::from_slice(answer.body)?);
        }
        Ok(all)
    }

    /// The requests of a round: each with a refresh token of its own.
    async fn refreshes(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let tokens = self.tokens(ONCE).await?;
        let request = |tokens: &Value| {
            let token = tokens["refresh_token"].as_str().unwrap_or_default();
            let body = format!("grant_type=refresh_token&refresh_token={token}&{}", self.site.proof);
            post("/oauth/token", FORM, "", &body)
        };
        Ok(tokens.iter().map(request).collect())
    }

    async fn userinfo(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let tokens = self.tokens(ACCOUNTS).await?;
        let request = |tokens: &Value| {
            let token = tokens["access_token"].as_str().unwrap_or_default();
            get("/oauth/userinfo", &format!("authorization: Bearer {token}\r\n"))
        };
        Ok(tokens.iter().map(request).collect())
    }
}

/// A question of each of many products that wait.
async fn polls(address: SocketAddr, product: &Party) -> Result<Vec<Vec<u8>>, Fault> {
    let mut connection = Connection::open(address).await?;
    let begin = format!("scope=openid%20offline_access&product=Lantern&host_name=studio&{}", product.proof);
    let begin = post("/oauth/device_authorization", FORM, "", &begin);
    let mut requests = Vec::with_capacity(DEVICES);
    for _ in 0..DEVICES {
        let answer = connection.ask(&begin).await?;
        if answer.status != 200 {
            return Err(answer.unexpected("a product that begins"));
        }
        let said: Value = serde_json::from_slice(answer.body)?;
        let code = said["device_code"].as_str().unwrap_or_default();
        let body = format!(
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code={code}&{}",
            product.proof
        );
        requests.push(post("/oauth/token", FORM, "", &body));
    }
    Ok(requests)
}

/// That the answer is this word.
async fn answered(address: SocketAddr, request: &[u8], word: &str) -> Result<(), Fault> {
    let mut connection = Connection::open(address).await?;
    let answer = connection.ask(request).await?;
    let said: Value = serde_json::from_slice(answer.body)?;
    if said["error"] == word { Ok(()) } else { Err(answer.unexpected("a product that waits")) }
}
