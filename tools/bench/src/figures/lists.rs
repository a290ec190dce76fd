//! Lists among a million rows (ALL-2): a page in the middle, the audit log, and each status, in this process, on both engines.
//!
//! One license is issued by the module; the others are copies of it, filled in by SQL with their own ids, numbers, dates and
//! statuses. The older half has expired, so that the newest expired license lies behind half a million others. A page's value is
//! the 99th hundredth of its times.

use crate::content::{Content, may};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, percentile};
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
use gatehouse_db::{Cursor, Direction, Engine, PageRequest, SortKey};
use gatehouse_licenses::model::license::{NO_END, Status};
use gatehouse_licenses::queries::Sorting;
use gatehouse_licenses::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use std::time::Instant;

const ROWS: i64 = 1_000_000;
const PAGES: usize = 200;
const ROUNDS: usize = 3;
/// In milliseconds.
const GOAL: f64 = 10.0;

/// The names of the figures, of both engines: a page in the middle, the log, the log by a rare kind, and the statuses.
pub const NAMES: [&str; 16] = [
    "page_in_the_middle",
    "audit_page",
    "audit_page_of_a_kind",
    "status_not_activated",
    "status_active",
    "status_expired",
    "status_blocked",
    "status_awaiting",
    "page_in_the_middle_postgres",
    "audit_page_postgres",
    "audit_page_of_a_kind_postgres",
    "status_not_activated_postgres",
    "status_active_postgres",
    "status_expired_postgres",
    "status_blocked_postgres",
    "status_awaiting_postgres",
];
/// Figures of one engine.
const OF_AN_ENGINE: usize = NAMES.len() / 2;
const STATUSES: [Status; 5] =
    [Status::NotActivated, Status::Active, Status::Expired, Status::Blocked, Status::AwaitingVerification];

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = on(place, None, &NAMES[..OF_AN_ENGINE])?;
    match &place.postgres {
        Some(url) => {
            let database = place.runtime.block_on(super::activation::new_database(url))?;
            figures.extend(on(place, Some(&database), &NAMES[OF_AN_ENGINE..])?);
        }
        None => eprintln!("the lists on PostgreSQL are left out: GATEHOUSE_TEST_POSTGRES names no server"),
    }
    Ok(figures)
}

fn on(place: &Place, database: Option<&str>, names: &[&'static str]) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder(if database.is_some() { "lists_postgres" } else { "lists" })?;
    place.runtime.block_on(async {
        let content = Content::make(&data, database).await?;
        content.codes(1, 3).await?;
        fill(&content.cx).await?;
        let measured = figures(&content.cx, names).await;
        content.close().await?;
        measured
    })
}

async fn figures(cx: &Cx, names: &[&'static str]) -> Result<Vec<Figure>, Fault> {
    let middle = middle(cx).await?;
    let log = |after: Option<Cursor>, kind: Option<&str>| {
        let filter = AuditFilter { kind: kind.map(str::to_owned), ..AuditFilter::default() };
        (filter, PageRequest { after, ..PageRequest::default() })
    };
    let all = LicenseFilter::default;
    let mut found = Vec::new();
    let first = Asked::Licenses(all(), PageRequest::default());
    let beyond = PageRequest { after: Some(middle.0), ..PageRequest::default() };
    found
        .push(figure(cx, names[0], "50 licenses behind the 500,000th", &Asked::Licenses(all(), beyond), &first).await?);
    let (filter, request) = log(None, None);
    let newest = Asked::Log(filter, request);
    let (filter, request) = log(Some(middle.1), None);
    found.push(figure(cx, names[1], "50 lines behind the 500,000th", &Asked::Log(filter, request), &newest).await?);
    let (filter, request) = log(None, Some("staff.invited"));
    found
        .push(figure(cx, names[2], "the newest 50 lines of a rare kind", &Asked::Log(filter, request), &newest).await?);
    for (name, status) in names.iter().skip(3).zip(STATUSES) {
        let filter = LicenseFilter { status: Some(status), ..all() };
        let what = format!("the newest 50 licenses of the status {}", status.word());
        found.push(figure(cx, name, &what, &Asked::Licenses(filter, PageRequest::default()), &first).await?);
    }
    Ok(found)
}

/// A page that somebody asks for.
enum Asked {
    Licenses(LicenseFilter, PageRequest),
    Log(AuditFilter, PageRequest),
}

async fn figure(cx: &Cx, name: &'static str, what: &str, asked: &Asked, first: &Asked) -> Result<Figure, Fault> {
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms connections and statements up.
    for round in 0..=ROUNDS {
        let (baseline, value) = (pages(cx, first).await?, pages(cx, asked).await?);
        if round > 0 {
            rounds.baselines.push(baseline);
            rounds.values.push(value);
        }
    }
    let what = format!("in process, p99: {what} of a million");
    Ok(Figure::of(name, "ms", &rounds, what, "the list's first page").goal(Goal::Below(GOAL)))
}

async fn pages(cx: &Cx, asked: &Asked) -> Result<f64, Fault> {
    let mut taken = Vec::with_capacity(PAGES);
    for _ in 0..PAGES {
        let begun = Instant::now();
        let rows = match asked {
            Asked::Licenses(filter, request) => {
                let sorting = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };
                let asked = Seen::of(&may(cx)?, filter.clone()).await?;
                licenses(cx, &asked, sorting, request).await?.page.items.len()
            }
            Asked::Log(filter, request) => audit::list(cx, filter, request).await?.items.len(),
        };
        taken.push(u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX));
        if rows != 50 {
            return Err(Fault::new(format!("a page of a million rows has {rows}")));
        }
    }
    Ok(percentile(&taken, 0.99) / 1000.0)
}

/// The places of the license and of the line in the middle.
async fn middle(cx: &Cx) -> Result<(Cursor, Cursor), Fault> {
    let backend = cx.db().backend();
    let row = |text: String| async move {
        let found = cx.read().query_one_raw(Statement::from_string(backend, text)).await?;
        found.ok_or_else(|| Fault::new("there is no row in the middle"))
    };
    let half = ROWS / 2;
    let license = row(format!(
        "select id, created_at as at from license order by created_at desc, id desc limit 1 offset {half}"
    ))
    .await?;
    let line = row(format!("select id, at from audit order by id desc limit 1 offset {half}")).await?;
    let place = |row: &gatehouse_db::sea_orm::QueryResult, key: i64| {
        Ok::<_, Fault>(Cursor(SortKey::Int(key), row.try_get::<Uuid>("", "id")?))
    };
    Ok((place(&license, license.try_get("", "at")?)?, place(&line, 0)?))
}

/// Brings licenses and log to [`ROWS`].
async fn fill(cx: &Cx) -> Result<(), Fault> {
    let is_embedded = cx.db().engine() == Engine::Sqlite;
    let now = cx.now().0;
    let begin = now - ROWS * 1_000_000;
    let later = now + 365 * DAY;
    // Moments of the rows, a second apart, and what the engines spell differently.
    let (created, series, id, number) = if is_embedded {
        (
            format!("({begin} + n.i * 1000000)"),
            format!(
                "(with recursive c(i) as (select 0 union all select i + 1 from c where i < {ROWS} - 1) select i from c) n"
            ),
            format!(
                "unhex(printf('%012x7%s8%s', ({begin} + n.i * 1000000) / 1000, substr(hex(randomblob(2)), 1, 3), \
                 substr(hex(randomblob(8)), 1, 15)))"
            ),
            "printf('%010d', (n.i * 1999999973 + 12345) % 10000000000)".to_owned(),
        )
    } else {
        (
            format!("({begin} + n.i * 1000000)"),
            format!("(select i::bigint as i from generate_series(0, {ROWS} - 1) as s(i)) n"),
            format!(
                "(lpad(to_hex(({begin} + n.i * 1000000) / 1000), 12, '0') || '7' || substr(md5(n.i::text), 1, 3) || '8' || \
                 substr(md5((n.i + 7)::text), 1, 15))::uuid"
            ),
            "lpad(((n.i * 1999999973 + 12345) % 10000000000)::text, 10, '0')".to_owned(),
        )
    };
    let case = |expired: &str, blocked: &str, awaiting: &str, active: &str, other: &str| {
        format!(
            "case when n.i < {ROWS} / 2 then {expired} when n.i % 20 = 0 then {blocked} when n.i % 20 = 1 then {awaiting} \
             when n.i % 20 < 10 then {active} else {other} end"
        )
    };
    let ended = format!("{created} + 1");
    let (never, later) = (NO_END.to_string(), later.to_string());
    let columns = [
        ("id", id.clone()),
        ("number", number),
        ("purchase_id", "t.purchase_id".into()),
        ("product_id", "t.product_id".into()),
        ("edition_id", "t.edition_id".into()),
        ("edition_rev", "t.edition_rev".into()),
        ("kind", "t.kind".into()),
        ("starts", "t.starts".into()),
        ("months", "t.months".into()),
        ("seats", "t.seats".into()),
        ("first_activated_at", case(&created, "null", "null", &created, "null")),
        ("ends_at", case(&ended, "null", "null", &later, "null")),
        ("ends_order", case(&ended, &never, &never, &later, &never)),
        ("awaiting_verification", case("false", "false", "true", "false", "false")),
        ("blocked_at", case("null", &created, "null", "null", "null")),
        ("block_from", case("null", &created, "null", "null", "null")),
        ("status", case("'expired'", "'blocked'", "'awaiting_verification'", "'active'", "'not_activated'")),
        ("status_until", case(&never, &never, &never, &later, &never)),
        ("created_at", created.clone()),
    ];
    let (names, values): (Vec<&str>, Vec<String>) = columns.into_iter().unzip();
    let licenses = format!(
        "insert into license ({}) select {} from {series}, (select * from license limit 1) t",
        names.join(", "),
        values.join(", ")
    );
    let kind = "case when n.i % 1000 = 0 then 'staff.invited' when n.i % 10 = 1 then 'account.signed_in' \
                when n.i % 10 < 4 then 'license.viewed' else 'license.activated' end";
    let log = format!(
        "insert into audit (id, at, actor_kind, kind, subject_kind) select {id}, {created}, 'program', {kind}, 'bench' from {series}"
    );
    // Numbers are drawn at random, so their index is written everywhere at once: in the small cache of the program that takes
    // a quarter of an hour.
    let (cache, before) =
        if is_embedded { ("pragma cache_size = -1000000", "pragma cache_size = -8192") } else { ("", "") };
    for text in [cache, &licenses, &log, before].into_iter().filter(|text| !text.is_empty()) {
        cx.db().writer().execute_unprepared(text).await?;
    }
    settle(cx).await
}

/// Leaves the tables as they lie in a living installation: PostgreSQL looks through them by itself as they grow, the embedded
/// engine never does. Pages on their way to the disk would be measured with the lists.
async fn settle(cx: &Cx) -> Result<(), Fault> {
    if cx.db().engine() == Engine::Sqlite {
        cx.db().checkpoint().await?;
        return Ok(());
    }
    let writer = cx.db().writer();
    writer.execute_unprepared("vacuum analyze license, audit").await?;
    if let Err(error) = writer.execute_unprepared("checkpoint").await {
        eprintln!("the lists on PostgreSQL are measured while it writes what was filled in: {error}");
    }
    Ok(())
}
