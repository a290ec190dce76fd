//! What companies' directories send (COM-14, SCIM 2.0), over HTTP: ten thousand users are made, then each of them is deactivated. A node takes 50
//! requests a second of one company, so there are many; a request that comes too often is sent again, and any other answer than the wanted one ends
//! the measurement. The baseline is commits of one row: a user has an account, a membership, keys and a line of the log.

use super::activation::raw_commits;
use crate::children::Served;
use crate::client::{Connection, post};
use crate::content::{Content, done};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::Paired;
use futures::future::try_join_all;
use gatehouse_companies::actions::domains::claim::{ClaimForm, claim};
use gatehouse_companies::actions::found::{NewCompany, found};
use gatehouse_companies::actions::scim::tokens::make_token;
use gatehouse_companies::model::name::MemberName;
use gatehouse_core::{Actor, DAY, Fault};
use gatehouse_db::sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The names of the figures.
pub const NAMES: [&str; 2] = ["scim_users", "scim_deprovision"];

const USERS: usize = 10_000;
/// Together they may send 1,600 requests a second.
const COMPANIES: usize = 32;
const CONNECTIONS: usize = 8;
const PAUSE: Duration = Duration::from_millis(20);
const KIND: &str = "application/scim+json";

/// Measures both.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("scim")?;
    let tokens = place.runtime.block_on(async {
        let content = Content::open(&data, None).await?;
        let tokens = tokens(&content).await?;
        content.close().await?;
        Ok::<_, Fault>(tokens)
    })?;
    let raw = raw_commits(place, &place.new_folder("scim_raw")?)?;
    let server = Served::gatehouse(place, &data, &[])?;
    let makings: Vec<Vec<u8>> = (0..USERS).map(|user| making(&tokens, user)).collect();
    let (made, seconds) = place.runtime.block_on(each(server.address, &makings, 201))?;
    let rate = USERS as f64 / seconds;
    let endings = made.iter().enumerate().map(|(user, answer)| ending(&tokens, user, answer));
    let endings = endings.collect::<Result<Vec<_>, _>>()?;
    let (ended, seconds) = place.runtime.block_on(each(server.address, &endings, 200))?;
    server.stop()?;
    let held = ended.iter().all(|answer| answer["active"] == json!(false));
    let what = format!("HTTP, {CONNECTIONS} connections, {COMPANIES} companies: {USERS} users made");
    let users = Paired { values: vec![rate], baselines: vec![raw] };
    let users = Figure::of(NAMES[0], "per second", &users, what, "commits of one row through sqlx, 32 callers");
    let what = format!("the same: each of the {USERS} deactivated");
    let gone = Paired { values: vec![seconds], baselines: vec![USERS as f64 / raw] };
    let gone = Figure::of(NAMES[1], "s", &gone, what, format!("{USERS} commits of one row"));
    let once = |figure: Figure| Figure { noise: "one run".to_owned(), ..figure };
    Ok(vec![
        once(users).goal(Goal::AtLeast(200.0)),
        once(gone).goal(Goal::Holds("every answer says so, none fails", held)),
    ])
}

fn domain(company: usize) -> String {
    format!("firm-{company}.example")
}

/// Companies with a proven domain; the tokens of their directories.
async fn tokens(content: &Content) -> Result<Vec<String>, Fault> {
    let mut tokens = Vec::with_capacity(COMPANIES);
    for number in 0..COMPANIES {
        let account = content.account(&format!("owner-{number}@example.com")).await?;
        let cx = content.cx.acting_as(Actor::Account { id: account });
        let tx = cx.begin().await?;
        let new = NewCompany {
            name: format!("Firm {number}"),
            lang: "en".into(),
            country: "DE".into(),
            is_unverified: false,
            account,
            owner: MemberName::new("Olga", "Owner"),
        };
        let company = done(found(&cx, &tx, new).await)?.company;
        tx.commit().await?;
        done(claim(&cx, company, &ClaimForm { domain: domain(number), subdomains: String::new() }).await)?;
        tokens.push(done(make_token(&cx, company).await)?.expose().clone());
    }
    // As their records would be found: nobody's name server knows them.
    let now = content.cx.now().0;
    let proven =
        format!("update company_domain set state = 'verified', verified_at = {now}, next_check_at = {now} + {DAY}");
    content.cx.db().writer().execute_unprepared(&proven).await?;
    Ok(tokens)
}

fn bearer(tokens: &[String], company: usize) -> String {
    format!("authorization: Bearer {}\r\n", tokens[company])
}

fn making(tokens: &[String], user: usize) -> Vec<u8> {
    let company = user % COMPANIES;
    let address = format!("user-{user}@{}", domain(company));
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": address, "externalId": format!("x-{user}"),
        "name": { "givenName": "Aiko", "familyName": format!("Tanaka{user}") }, "active": true,
        "emails": [{ "value": address, "type": "work", "primary": true }],
    });
    post("/scim/v2/Users", KIND, &bearer(tokens, company), &body.to_string())
}

fn ending(tokens: &[String], user: usize, made: &Value) -> Result<Vec<u8>, Fault> {
    let id = made["id"].as_str().ok_or_else(|| Fault::new("a user without an id"))?;
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "path": "active", "value": false }],
    })
    .to_string();
    let (length, token) = (body.len(), bearer(tokens, user % COMPANIES));
    let head = format!("PATCH /scim/v2/Users/{id} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: {KIND}\r\n");
    Ok(format!("{head}content-length: {length}\r\n{token}\r\n{body}").into_bytes())
}

/// Sends each of them once; what was answered, in their order, and the seconds that it took.
async fn each(address: SocketAddr, requests: &[Vec<u8>], status: u16) -> Result<(Vec<Value>, f64), Fault> {
    let next = AtomicUsize::new(0);
    let begun = Instant::now();
    let parts = try_join_all((0..CONNECTIONS).map(|_| async {
        let mut connection = Connection::open(address).await?;
        let mut answers: Vec<(usize, Value)> = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(place) else { return Ok::<_, Fault>(answers) };
            loop {
                let answer = connection.ask(request).await?;
                match answer.status {
                    429 => tokio::time::sleep(PAUSE).await,
                    found if found == status => {
                        answers.push((place, serde_json::from_slice(answer.body)?));
                        break;
                    }
                    _ => return Err(answer.unexpected("a request of a directory")),
                }
            }
        }
    }));
    let mut answers: Vec<(usize, Value)> = parts.await?.into_iter().flatten().collect();
    let seconds = begun.elapsed().as_secs_f64();
    answers.sort_unstable_by_key(|(place, _)| *place);
    Ok((answers.into_iter().map(|(_, answer)| answer).collect(), seconds))
}
