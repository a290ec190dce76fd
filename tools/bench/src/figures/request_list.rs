//! Lists of requests (SUP-11, SUP-17) among a million, on both engines: a page of 50 of a customer who has ten thousand of them, the page of one who has
//! three, and what programs of the staff are given first, each beside a page without content of its own. On the embedded database what a page costs the
//! server; on PostgreSQL, which works in processes of its own, how long it takes.
//!
//! The 50 on the page are opened as staff open them for a caller, so each has a key, people and a sealed subject of its own; the others are older copies
//! of them, filled in by SQL: the reader's, with their rows of people, and those of others. One of a hundred goes on, the others are closed.

use super::sign_in::sign_in;
use super::staff_search::{run, take_indexes};
use crate::children::Served;
use crate::client::{Connection, get};
use crate::content::{Content, done};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, paired, percentile};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, Role, StaffActor, Uuid};
use gatehouse_db::Engine;
use gatehouse_db::sea_orm::{IdenStatic as _, Iterable as _};
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::tables::request;
use std::time::Duration;

/// The names of the figures.
pub const NAMES: [&str; 6] = [
    "request_list",
    "request_list_few",
    "request_list_staff",
    "request_list_postgres",
    "request_list_few_postgres",
    "request_list_staff_postgres",
];
/// Figures of one engine.
const OF_AN_ENGINE: usize = NAMES.len() / 2;

const EMAIL: &str = "asker@example.com";
const EMAIL_OF_FEW: &str = "asks-seldom@example.com";
/// On the page.
const SHOWN: usize = 50;
/// What somebody has who asks seldom.
const FEW: usize = 3;
/// The reader's, and all.
const OWN: usize = 10_000;
const ROWS: usize = 1_000_000;
const CONNECTIONS: usize = 4;
const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 5;
/// In milliseconds.
const GOAL: f64 = 5.0;
const GOAL_POSTGRES: f64 = 25.0;
const TABLES: &str = "'request', 'request_person'";

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = on(place, None, &NAMES[..OF_AN_ENGINE])?;
    match &place.postgres {
        Some(url) => {
            let database = place.runtime.block_on(super::activation::new_database(url))?;
            figures.extend(on(place, Some(&database), &NAMES[OF_AN_ENGINE..])?);
        }
        None => eprintln!("the lists of requests on PostgreSQL are left out: GATEHOUSE_TEST_POSTGRES names no server"),
    }
    Ok(figures)
}

fn on(place: &Place, database: Option<&str>, names: &[&'static str]) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder(names[0])?;
    let key = place.runtime.block_on(async {
        let content = Content::make(&data, database).await?;
        let (account, of_few) = (content.account(EMAIL).await?, content.account(EMAIL_OF_FEW).await?);
        ask(&content, account, SHOWN).await?;
        fill(&content.cx, account).await?;
        ask(&content, of_few, FEW).await?;
        let scopes = vec!["requests:read".to_owned()];
        let wanted = NewApiKey { name: "Bench".to_owned(), scopes, expires: String::new() };
        let key = done(create_api_key(&content.cx, wanted).await)?.key.expose().clone();
        content.close().await?;
        Ok::<_, Fault>(key)
    })?;
    let settings: Vec<(&str, &str)> = database.map(|url| ("DATABASE", url)).into_iter().collect();
    let server = Served::gatehouse(place, &data, &settings)?;
    let lists = place.runtime.block_on(async {
        let mut lists = Vec::new();
        let bearer = format!("authorization: Bearer {key}\r\n");
        for (email, shown) in [(EMAIL, SHOWN), (EMAIL_OF_FEW, FEW)] {
            let session = sign_in(server.address, email).await?;
            let request = get("/requests", &format!("cookie: {}\r\n", session.join("; ")));
            lists.push((request, "A question of the bench", shown));
        }
        lists.push((get("/api/v1/requests?size=50", &bearer), "\"number\":", SHOWN));
        let mut connection = Connection::open(server.address).await?;
        for (request, mark, shown) in &lists {
            let answer = connection.ask(request).await?;
            // A redirect or an empty list would be quick and mean nothing.
            let rows = String::from_utf8_lossy(answer.body).matches(mark).count();
            if answer.status != 200 || rows < *shown {
                return Err(answer.unexpected(&format!("a list (with {rows} requests)")));
            }
        }
        Ok::<_, Fault>(lists)
    })?;
    let what = [
        "50 of 10,000 requests of a customer, among a million",
        "3 requests of a customer, all they have, among a million",
        "the first 50 active requests as programs of the staff are given them, of a million, 10,000 active",
    ];
    let mut figures = Vec::with_capacity(names.len());
    for ((name, what), (request, ..)) in names.iter().zip(what).zip(lists) {
        let (rounds, unit, how, goal) = if database.is_none() {
            (costs(&server, request)?, "ms CPU a page", "processor time of the server", GOAL)
        } else {
            (times(&server, request)?, "ms", "p99 of one connection", GOAL_POSTGRES)
        };
        let figure = Figure::of(name, unit, &rounds, format!("{how}, {what}"), "GET /sign-in");
        figures.push(figure.goal(Goal::Below(goal)));
    }
    server.stop()?;
    Ok(figures)
}

fn load<'a>(server: &Served, connections: usize, requests: &'a [Vec<u8>]) -> Load<'a> {
    Load { address: server.address, connections, status: 200, requests, again: true }
}

/// Milliseconds of a processor, a page.
fn costs(server: &Served, list: Vec<u8>) -> Result<Paired, Fault> {
    let (list, plain) = ([list], [get("/sign-in", "")]);
    let cost = |requests: &[Vec<u8>]| {
        let before = server.cpu_seconds()?;
        let round = drive(load(server, CONNECTIONS, requests), 0, ROUND)?;
        Ok((server.cpu_seconds()? - before) * 1000.0 / round.answers as f64)
    };
    drive(load(server, CONNECTIONS, &list), 0, WARM_UP)?;
    drive(load(server, CONNECTIONS, &plain), 0, WARM_UP)?;
    paired(ROUNDS, || cost(&list), || cost(&plain))
}

/// Milliseconds that 99 of 100 pages take at the most.
fn times(server: &Served, list: Vec<u8>) -> Result<Paired, Fault> {
    let (list, plain) = ([list], [get("/sign-in", "")]);
    let time = |requests: &[Vec<u8>]| {
        let round = drive(load(server, 1, requests), 0, ROUND)?;
        Ok(percentile(&round.latencies, 0.99) / 1000.0)
    };
    drive(load(server, 1, &list), 0, WARM_UP)?;
    paired(ROUNDS, || time(&list), || time(&plain))
}

async fn ask(content: &Content, account: Uuid, requests: usize) -> Result<(), Fault> {
    let staff = StaffActor { id: Uuid::from_u128(0x57AF), roles: vec![Role::Support] };
    let cx = content.cx.acting_as(Actor::Staff(staff));
    for number in 0..requests {
        let input = OpenForCaller {
            channel: "call".into(),
            account: account.to_string(),
            category: "portal".into(),
            subject: format!("A question of the bench, {number}"),
            description: "Where is it? I looked everywhere.".into(),
            fields: [("kind".to_owned(), "question".to_owned())].into(),
            ..OpenForCaller::default()
        };
        done(open_for_caller(&cx, &input).await)?;
    }
    Ok(())
}

/// Copies, each older than the ones on the page.
async fn fill(cx: &Cx, account: Uuid) -> Result<(), Fault> {
    let is_embedded = cx.db().engine() == Engine::Sqlite;
    let (series, id, account) = if is_embedded {
        (
            "(with recursive c(i) as (select 1 union all select i + 1 from c where i < COPIES) select i from c) n",
            "randomblob(16)",
            format!("x'{}'", account.simple()),
        )
    } else {
        ("generate_series(1, COPIES) as n(i)", "gen_random_uuid()", format!("'{account}'::uuid"))
    };
    if is_embedded {
        run(cx, "pragma cache_size = -1000000").await?;
    }
    let indexes = take_indexes(cx, TABLES).await?;
    let columns: Vec<String> = request::Column::iter().map(|column| column.as_str().to_owned()).collect();
    for (of, copies, owner) in [("O", OWN / SHOWN - 1, account.as_str()), ("X", (ROWS - OWN) / SHOWN, id)] {
        let values: Vec<String> = columns
            .iter()
            .map(|column| match column.as_str() {
                "id" => id.to_owned(),
                "number" => format!("'{of}-' || n.i || '-' || t.number"),
                "account_id" => owner.to_owned(),
                "updated_at" | "opened_at" => format!("t.{column} - n.i * {DAY} / 1000"),
                "status" => "case when n.i % 100 = 0 then t.status else 'closed' end".to_owned(),
                "active" => "(n.i % 100 = 0)".to_owned(),
                "closed_at" => "case when n.i % 100 = 0 then null else t.opened_at end".to_owned(),
                "due_at" => "case when n.i % 100 = 0 then t.due_at end".to_owned(),
                // Nothing is to happen to them while lists are read.
                "step_at" => "null".to_owned(),
                column => format!("t.{column}"),
            })
            .collect();
        let series = series.replace("COPIES", &copies.to_string());
        let copy = format!(
            "insert into request ({}) select {} from {series} cross join (select * from request where number like 'R-%') t",
            columns.join(", "),
            values.join(", ")
        );
        run(cx, &copy).await?;
    }
    let people = format!(
        "insert into request_person (id, request_id, part, account_id, muted, added_at) \
         select {id}, id, 'author', account_id, muted, opened_at from (select r.*, false as muted from request r \
         where r.number not like 'R-%') r"
    );
    run(cx, &people).await?;
    for index in &indexes {
        run(cx, index).await?;
    }
    if is_embedded {
        run(cx, "pragma cache_size = -8192").await?;
        // It never looks through its tables by itself, and what is on its way to the disk would be measured too.
        cx.db().checkpoint().await?;
        return Ok(());
    }
    run(cx, "vacuum analyze request, request_person").await
}
