//! Sign-ins with a passkey (ACC-9) beside a handler that only reads and writes JSON: a signature is checked, and a session opened.
//!
//! Each answer counts once, so the questions of a round are asked and answered before its clock runs.

use super::lease_renewal;
use super::sign_in::{cookies, sign_in};
use crate::children::Served;
use crate::client::{Connection, form, get};
use crate::content::Content;
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use axum::http::{HeaderMap, StatusCode};
use gatehouse_core::Fault;
use gatehouse_testkit::authenticator::Question;
use gatehouse_testkit::{Answer, Authenticator};
use std::net::SocketAddr;
use std::time::Duration;

const ORIGIN: &str = "http://127.0.0.1";
const ACCOUNTS: usize = 8;
const CONNECTIONS: usize = 8;
/// Sign-ins of a round.
const SIGN_INS: usize = 400;
const ROUND: Duration = Duration::from_secs(20);
const BARE_ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 5;
const RENEWALS: usize = 1_000;

/// Measures it.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("passkey_sign_in")?;
    let emails: Vec<String> = (0..ACCOUNTS).map(|number| format!("bench-{number}@example.com")).collect();
    let renewals = place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        for email in &emails {
            content.account(email).await?;
        }
        let renewals = lease_renewal::requests(&content.cx, RENEWALS)?;
        content.close().await?;
        Ok::<_, Fault>(renewals)
    })?;
    let server = Served::gatehouse(place, &data, &[("ORIGIN", ORIGIN)])?;
    let bare = Served::bare(place)?;
    let mut owners = Vec::with_capacity(ACCOUNTS);
    for email in &emails {
        owners.push(place.runtime.block_on(Owner::with_a_passkey(server.address, email))?);
    }
    let load = |served: &Served| Load {
        address: served.address,
        connections: CONNECTIONS,
        status: 200,
        requests: &renewals,
        again: true,
    };
    let rounds = paired(
        ROUNDS,
        || {
            let requests = place.runtime.block_on(answered(server.address, &mut owners))?;
            let load = Load { status: 303, requests: &requests, again: false, ..load(&server) };
            Ok(drive(load, 0, ROUND)?.rate())
        },
        || Ok(drive(load(&bare), 0, BARE_ROUND)?.rate()),
    )?;
    server.stop()?;
    let what = "HTTP, 8 connections, browsers that are known to their accounts; each with a commit";
    let beside = "an axum handler that reads and writes JSON";
    Ok(vec![Figure::of("passkey_sign_in", "per second", &rounds, what, beside).goal(Goal::AtLeast(200.0))])
}

/// Somebody with a passkey, and the cookie of their browser.
struct Owner {
    keys: Authenticator,
    device: String,
}

impl Owner {
    async fn with_a_passkey(address: SocketAddr, email: &str) -> Result<Self, Fault> {
        const ADD: &str = "/account/security/passkey";
        let cookies = sign_in(address, email).await?;
        let headers = format!("cookie: {}\r\n", cookies.join("; "));
        let mut connection = Connection::open(address).await?;
        let page = connection.ask(&get(ADD, &headers)).await?;
        if page.status != 200 {
            return Err(page.unexpected("the page that adds a passkey"));
        }
        let body = String::from_utf8_lossy(page.body).into_owned();
        let question = Question::of_page(&Answer { status: StatusCode::OK, headers: HeaderMap::new(), body });
        // Without a counter, so that sign-ins at once do not pass each other.
        let mut keys = Authenticator::new(ORIGIN);
        keys.counts = false;
        let said = keys.create(&question);
        let added = connection.ask(&form(ADD, &headers, &fields(&question, &said))).await?;
        if added.status != 200 {
            return Err(added.unexpected("a new passkey"));
        }
        let device = cookies.into_iter().find(|c| c.starts_with("gh_device=")).unwrap_or_default();
        Ok(Self { keys, device })
    }
}

/// The requests of a round: each with a question of its own, answered.
async fn answered(address: SocketAddr, owners: &mut [Owner]) -> Result<Vec<Vec<u8>>, Fault> {
    let mut connection = Connection::open(address).await?;
    let mut requests = Vec::with_capacity(SIGN_INS);
    for number in 0..SIGN_INS {
        let answer = connection.ask(&form("/sign-in/passkey/question", "", "")).await?;
        if answer.status != 200 {
            return Err(answer.unexpected("a question"));
        }
        let browser = cookies(&answer).into_iter().find(|c| c.starts_with("gh_passkey=")).unwrap_or_default();
        let body: serde_json::Value = serde_json::from_slice(answer.body)?;
        let challenge = body["challenge"].as_str().unwrap_or_default().to_owned();
        let question = Question { challenge, options: body["options"].clone() };
        let Owner { keys, device } = &mut owners[number % ACCOUNTS];
        let said = keys.answer(&question, 0);
        let headers = format!("cookie: {browser}; {device}\r\n");
        requests.push(form("/sign-in/passkey", &headers, &fields(&question, &said)));
    }
    Ok(requests)
}

fn fields(question: &Question, said: &str) -> String {
    let said: String = said.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("passkey_challenge={}&passkey_answer={said}", question.challenge)
}
