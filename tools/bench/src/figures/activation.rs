//! Activations (LIC-10) beside commits of one row by the same engine, with the same durability and as many callers
//! at once.
//!
//! Each activation is another code and another device: code checked and found, seat counted, row and audit line
//! stored, commit, lease signed. The raw commits go through sqlx alone. A database server is asked over a connection, so there an
//! activation stands beside two things: a raw transaction with as many round trips as an activation that comes alone, which is
//! what it is judged by, and commits of one row with one round trip each, which say what the server and its disk could do.

use crate::children::Served;
use crate::client::post;
use crate::content::{Content, PRODUCT};
use crate::load::{Load, drive};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, paired};
use futures::future::try_join_all;
use gatehouse_core::{Fault, Random, SystemRandom};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool, SqlitePool};
use std::path::Path;
use std::time::{Duration, Instant};

const CALLERS: usize = 32;
const WARM_UP: Duration = Duration::from_secs(2);
const ROUND: Duration = Duration::from_secs(2);
const ROUNDS: usize = 7;
/// Codes, one an activation: more than a server takes in all rounds.
const CODES: usize = 60_000;
/// Bytes of a raw row, about those of an activation.
const ROW: usize = 400;
/// The connections that the program has to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 8;
/// What an activation of a new code that comes alone asks PostgreSQL, one round trip each: the license by its code, `begin`, the
/// counted seat, the audit line, `commit`. Those that come at the same moment share all but the first.
const ROUND_TRIPS: usize = 5;
const SELECT: &str = "select content from raw_commit where id = $1";
const INSERT: &str = "insert into raw_commit (id, content) values ($1, $2)";

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = vec![sqlite(place)?];
    match &place.postgres {
        Some(url) => figures.extend(postgres(place, url)?),
        None => eprintln!("activation_postgres is left out: GATEHOUSE_TEST_POSTGRES names no server"),
    }
    Ok(figures)
}

fn sqlite(place: &Place) -> Result<Figure, Fault> {
    let data = place.new_folder("activation")?;
    let requests = prepare(place, &data, None)?;
    let pool = place.runtime.block_on(raw_sqlite(&data))?;
    let server = Served::gatehouse(place, &data, &[])?;
    let commit = || {
        commits(place, || async {
            let row = new_row();
            sqlx::query(INSERT).bind(&row[..16]).bind(&row[16..]).execute(&pool).await?;
            Ok(())
        })
    };
    let [beside_commits, _] = measured(server, &requests, commit, || Ok(0.0))?;
    let texts = ["HTTP, 32 callers, SQLite", "commits of one row through sqlx, 32 callers"];
    Ok(Figure::of("activation", "per second", &beside_commits, texts[0], texts[1]).goal(Goal::RatioAtLeast(0.5)))
}

fn postgres(place: &Place, url: &str) -> Result<[Figure; 2], Fault> {
    let data = place.new_folder("activation_postgres")?;
    let database = place.runtime.block_on(new_database(url))?;
    let requests = prepare(place, &data, Some(&database))?;
    let pool = place.runtime.block_on(raw_postgres(&database))?;
    let server = Served::gatehouse(place, &data, &[("DATABASE", &database)])?;
    let commit = || {
        commits(place, || async {
            let row = new_row();
            sqlx::query(INSERT).bind(&row[..16]).bind(&row[16..]).execute(&pool).await?;
            Ok(())
        })
    };
    let transaction = || commits(place, || transaction(&pool));
    let [beside_commits, beside_transactions] = measured(server, &requests, commit, transaction)?;
    let what = "HTTP, 32 callers, PostgreSQL";
    let transactions = format!(
        "raw transactions of {ROUND_TRIPS} round trips each, as one alone, 32 callers, 8 connections as in the program"
    );
    let commits = "commits of one row in one round trip through sqlx, 32 callers, 8 connections as in the program";
    Ok([
        Figure::of("activation_postgres", "per second", &beside_transactions, what, transactions)
            .goal(Goal::RatioAtLeast(0.5)),
        Figure::of("activation_postgres_one_trip", "per second", &beside_commits, what, commits),
    ])
}

/// As many statements as an activation has, in the same order: a read, and a transaction that writes twice.
async fn transaction(pool: &PgPool) -> Result<(), Fault> {
    let (first, second) = (new_row(), new_row());
    sqlx::query(SELECT).bind(&first[..16]).fetch_optional(pool).await?;
    let mut transaction = pool.begin().await?;
    for row in [first, second] {
        sqlx::query(INSERT).bind(&row[..16]).bind(&row[16..]).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Rounds of activations, each beside both baselines of the same moment.
fn measured(
    server: Served,
    requests: &[Vec<u8>],
    mut first: impl FnMut() -> Result<f64, Fault>,
    mut second: impl FnMut() -> Result<f64, Fault>,
) -> Result<[Paired; 2], Fault> {
    // 201: a code that was used already would answer 200 without a commit.
    let load = Load { address: server.address, connections: CALLERS, status: 201, requests, again: false };
    first()?;
    second()?;
    let mut next = drive(load, 0, WARM_UP)?.next;
    let mut others = Vec::with_capacity(ROUNDS);
    let rounds = paired(
        ROUNDS,
        || {
            let round = drive(load, next, ROUND)?;
            next = round.next;
            if round.answers == 0 { Err(Fault::new("the codes were used up: issue more")) } else { Ok(round.rate()) }
        },
        || {
            others.push(second()?);
            first()
        },
    )?;
    server.stop()?;
    let beside_second = Paired { values: rounds.values.clone(), baselines: others };
    Ok([rounds, beside_second])
}

fn prepare(place: &Place, data: &Path, database: Option<&str>) -> Result<Vec<Vec<u8>>, Fault> {
    let codes = place.runtime.block_on(async {
        let content = Content::make(data, database).await?;
        let codes = content.codes(CODES, 1).await?;
        content.close().await?;
        Ok::<_, Fault>(codes)
    })?;
    Ok(codes.iter().map(|code| request(code)).collect())
}

/// The activation of a code by a device that was never here.
pub(super) fn request(code: &str) -> Vec<u8> {
    let hash = || -> String { SystemRandom.token().iter().map(|byte| format!("{byte:02x}")).collect() };
    let fingerprint: Vec<String> = (0..5).map(|_| hash()).collect();
    let body = serde_json::json!({
        "product": PRODUCT,
        "version": "12.4",
        "code": code,
        "device": { "fingerprint": fingerprint, "name": "Bench", "platform": "linux" },
    });
    let key = format!("idempotency-key: {}\r\n", &fingerprint[0][..32]);
    post("/api/v1/activations", "application/json", &key, &body.to_string())
}

/// Commits per second of 32 callers in a closed loop.
fn commits<F>(place: &Place, commit: impl Fn() -> F) -> Result<f64, Fault>
where
    F: Future<Output = Result<(), Fault>>,
{
    place.runtime.block_on(async {
        let begun = Instant::now();
        let callers = try_join_all((0..CALLERS).map(|_| async {
            let mut done: u64 = 0;
            while begun.elapsed() < ROUND {
                commit().await?;
                done += 1;
            }
            Ok::<_, Fault>(done)
        }));
        let done: u64 = callers.await?.iter().sum();
        Ok(done as f64 / begun.elapsed().as_secs_f64())
    })
}

/// Commits of one row a second by as many callers, through sqlx, on a file in this empty folder: what others stand beside.
pub(super) fn raw_commits(place: &Place, folder: &Path) -> Result<f64, Fault> {
    let pool = place.runtime.block_on(raw_sqlite(folder))?;
    commits(place, || async {
        let row = new_row();
        sqlx::query(INSERT).bind(&row[..16]).bind(&row[16..]).execute(&pool).await?;
        Ok(())
    })
}

fn new_row() -> [u8; ROW] {
    let mut row = [0; ROW];
    SystemRandom.fill(&mut row);
    row
}

/// The writer of the embedded database as the program opens it, on a file beside the server's.
async fn raw_sqlite(data: &Path) -> Result<SqlitePool, Fault> {
    let options = SqliteConnectOptions::new()
        .filename(data.join("raw.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("secure_delete", "ON")
        .pragma("cache_size", "-8192");
    let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(options).await?;
    pool.execute("create table raw_commit (id blob primary key, content blob not null)").await?;
    Ok(pool)
}

async fn raw_postgres(database: &str) -> Result<PgPool, Fault> {
    let pool =
        PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).test_before_acquire(false).connect(database).await?;
    pool.execute("create table raw_commit (id bytea primary key, content bytea not null)").await?;
    Ok(pool)
}

/// A database of its own on the given server; the server is thrown away after the run.
pub(super) async fn new_database(url: &str) -> Result<String, Fault> {
    let name = format!("bench_{}", new_row()[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let mut connection = PgConnection::connect(url).await?;
    // The name is ours: letters and digits.
    connection.execute(AssertSqlSafe(format!("create database {name}"))).await?;
    connection.close().await?;
    let (server, _) = url.rsplit_once('/').ok_or_else(|| Fault::new("GATEHOUSE_TEST_POSTGRES names no database"))?;
    Ok(format!("{server}/{name}"))
}
