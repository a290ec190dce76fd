//! What a page of 50 requests (SUP-11) costs the server, of a customer with ten thousand among a million, beside a page without content of
//! its own.
//!
//! The 50 on the page are opened as staff open them for a caller, so each has a key, people and a sealed subject of its own; the others are older copies
//! of them, filled in by SQL: the reader's, with their rows of people, and those of others.

use super::sign_in::sign_in;
use crate::children::Served;
use crate::client::{Connection, get};
use crate::content::{Content, done};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::paired;
use gatehouse_core::{Actor, DAY, Fault, Role, StaffActor, Uuid};
use gatehouse_db::Engine;
use gatehouse_db::sea_orm::{ConnectionTrait as _, IdenStatic as _, Iterable as _};
use gatehouse_support::actions::open_for_caller::{OpenForCaller, open_for_caller};
use gatehouse_support::tables::request;
use std::time::Duration;

const EMAIL: &str = "asker@example.com";
/// On the page.
const SHOWN: usize = 50;
/// The reader's, and all.
const OWN: usize = 10_000;
const ROWS: usize = 1_000_000;
const CONNECTIONS: usize = 4;
const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(3);
const ROUNDS: usize = 5;

/// Measures.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("request_list")?;
    place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        let account = content.account(EMAIL).await?;
        ask(&content, account).await?;
        fill(&content, account).await?;
        content.close().await
    })?;
    let server = Served::gatehouse(place, &data, &[])?;
    let list = place.runtime.block_on(async {
        let session = sign_in(server.address, EMAIL).await?;
        let mut connection = Connection::open(server.address).await?;
        let request = get("/requests", &format!("cookie: {}\r\n", session.join("; ")));
        let answer = connection.ask(&request).await?;
        // A redirect or an empty list would be quick and mean nothing.
        let rows = String::from_utf8_lossy(answer.body).matches("A question of the bench").count();
        if answer.status != 200 || rows < SHOWN {
            return Err(answer.unexpected(&format!("/requests (with {rows} requests)")));
        }
        Ok::<_, Fault>(vec![request])
    })?;
    let plain = vec![get("/sign-in", "")];
    let load =
        |requests| Load { address: server.address, connections: CONNECTIONS, status: 200, requests, again: true };
    let cost = |requests| {
        let before = server.cpu_seconds()?;
        let round = drive(load(requests), 0, ROUND)?;
        Ok((server.cpu_seconds()? - before) * 1000.0 / round.answers as f64)
    };
    drive(load(&list), 0, WARM_UP)?;
    drive(load(&plain), 0, WARM_UP)?;
    let rounds = paired(ROUNDS, || cost(&list), || cost(&plain))?;
    server.stop()?;
    let what = "processor time of the server, 50 of 10,000 requests of a customer, among a million";
    Ok(vec![Figure::of("request_list", "ms CPU a page", &rounds, what, "GET /sign-in").goal(Goal::Below(5.0))])
}

async fn ask(content: &Content, account: Uuid) -> Result<(), Fault> {
    let staff = StaffActor { id: Uuid::from_u128(0x57AF), roles: vec![Role::Support] };
    let cx = content.cx.acting_as(Actor::Staff(staff));
    for number in 0..SHOWN {
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
async fn fill(content: &Content, account: Uuid) -> Result<(), Fault> {
    let db = content.cx.db();
    let (series, id, account) = match db.engine() {
        Engine::Sqlite => (
            "(with recursive c(i) as (select 1 union all select i + 1 from c where i < COPIES) select i from c) n",
            "randomblob(16)",
            format!("x'{}'", account.simple()),
        ),
        Engine::Postgres => ("generate_series(1, COPIES) as n(i)", "gen_random_uuid()", format!("'{account}'::uuid")),
    };
    let columns: Vec<String> = request::Column::iter().map(|column| column.as_str().to_owned()).collect();
    for (of, copies, owner) in [("O", OWN / SHOWN - 1, account.as_str()), ("X", (ROWS - OWN) / SHOWN, id)] {
        let values: Vec<String> = columns
            .iter()
            .map(|column| match column.as_str() {
                "id" => id.to_owned(),
                "number" => format!("'{of}-' || n.i || '-' || t.number"),
                "account_id" => owner.to_owned(),
                "updated_at" | "opened_at" => format!("t.{column} - n.i * {DAY} / 1000"),
                column => format!("t.{column}"),
            })
            .collect();
        let series = series.replace("COPIES", &copies.to_string());
        let copy = format!(
            "insert into request ({}) select {} from {series} cross join (select * from request where number like 'R-%') t",
            columns.join(", "),
            values.join(", ")
        );
        db.writer().execute_unprepared(&copy).await?;
    }
    let people = format!(
        "insert into request_person (id, request_id, part, account_id, muted, added_at) \
         select {id}, id, 'author', {account}, muted, opened_at from (select r.*, false as muted from request r \
         where r.number like 'O-%') r"
    );
    for text in [people.as_str(), "analyze"] {
        db.writer().execute_unprepared(text).await?;
    }
    Ok(())
}
