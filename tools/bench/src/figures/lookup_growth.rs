//! The look-up of a license at 5 million beside 10 thousand, in this process, on SQLite.
//!
//! The first 10,000 licenses are issued by the module. The others are filled in behind them by SQL as copies of the
//! first one, with their own ids, numbers and keyed hashes (random bytes, as a keyed hash looks), in 50,000 orders;
//! then every index is built as the migrations made it.

use crate::content::{Content, may};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, median, percentile};
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Random as _, SystemRandom};
use gatehouse_db::{Direction, PageRequest};
use gatehouse_licenses::queries::Sorting;
use gatehouse_licenses::queries::entitlement;
use gatehouse_licenses::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, Row as _, SqliteConnection};
use std::path::Path;
use std::time::Instant;

const SMALL: usize = 10_000;
const LARGE: usize = 5_000_000;
const LICENSES_OF_AN_ORDER: usize = 100;
/// Codes and license numbers looked up in a round, all different.
const PROBES: usize = 2_000;
/// Staff's searches in a round; each writes an audit line.
const SEARCHES: usize = 200;
const ROUNDS: usize = 5;

/// Measures both ways of looking up.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder("lookup_growth")?;
    let (small, large) = place.runtime.block_on(async {
        let content = Content::make(&data, None).await?;
        content.codes(SMALL, 3).await?;
        content.close().await?;
        let small = Box::pin(latencies(&data)).await?;
        fill(&data.join("gatehouse.db")).await?;
        Ok::<_, Fault>((small, Box::pin(latencies(&data)).await?))
    })?;
    let code = Paired { values: large.code, baselines: small.code };
    let staff = Paired { values: large.staff, baselines: small.staff };
    let (at_large, at_small) = (median(&code.values), median(&code.baselines));
    let what = format!("in process, SQLite: median look-up by code at 5,000,000 licenses, {at_large:.0} µs");
    let growth = Figure::of("lookup_growth", "×", &code, what, format!("at 10,000 licenses, {at_small:.0} µs"));
    let growth = Figure { value: growth.ratio(), baseline: 1.0, ..growth };
    let staff_what = "the same for staff's search by license number, which writes an audit line";
    Ok(vec![
        growth.goal(Goal::RatioAtMost(1.5)),
        Figure::of("lookup_growth_staff", "µs", &staff, staff_what, "at 10,000 licenses").goal(Goal::RatioAtMost(1.5)),
    ])
}

/// Medians of each round, in microseconds.
struct Latencies {
    code: Vec<f64>,
    staff: Vec<f64>,
}

async fn latencies(data: &Path) -> Result<Latencies, Fault> {
    let content = Content::open(data, None).await?;
    let cx = &content.cx;
    let probes = probes(data).await?;
    let mut all = Latencies { code: Vec::new(), staff: Vec::new() };
    // The first round warms connections and statements up.
    for round in 0..=ROUNDS {
        let code = by_code(cx, &probes[round * PROBES..(round + 1) * PROBES]).await?;
        let staff = by_staff(cx, &probes[round * SEARCHES..(round + 1) * SEARCHES]).await?;
        if round > 0 {
            all.code.push(code);
            all.staff.push(staff);
        }
    }
    content.close().await?;
    Ok(all)
}

async fn by_code(cx: &Cx, probes: &[Probe]) -> Result<f64, Fault> {
    let mut taken = Vec::with_capacity(probes.len());
    for probe in probes {
        let begun = Instant::now();
        let found = entitlement::by_code(cx, cx.read(), &[probe.lookup.to_vec()]).await?;
        taken.push(microseconds(begun));
        if found.is_none_or(|entitlement| entitlement.license.number != probe.number) {
            return Err(Fault::new("a code led to another license"));
        }
    }
    Ok(percentile(&taken, 0.5))
}

async fn by_staff(cx: &Cx, probes: &[Probe]) -> Result<f64, Fault> {
    let sorting = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };
    let mut taken = Vec::with_capacity(probes.len());
    for probe in probes {
        let filter = LicenseFilter { text: probe.number.clone(), ..LicenseFilter::default() };
        let begun = Instant::now();
        let asked = Seen::of(&may(cx)?, filter).await?;
        let found = licenses(cx, &asked, sorting, &PageRequest::default()).await?;
        taken.push(microseconds(begun));
        if found.page.items.len() != 1 {
            return Err(Fault::new("a license number led to no license, or to several"));
        }
    }
    Ok(percentile(&taken, 0.5))
}

fn microseconds(begun: Instant) -> u32 {
    u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// A license that is there.
struct Probe {
    lookup: [u8; 32],
    number: String,
}

/// Licenses from everywhere in the tables, in random order.
async fn probes(data: &Path) -> Result<Vec<Probe>, Fault> {
    let file = data.join("gatehouse.db");
    let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
    let most: i64 = sqlx::query("select max(rowid) from license_code").fetch_one(&mut connection).await?.try_get(0)?;
    let text = "select c.lookup, l.number from license_code c join license l on l.id = c.license_id where c.rowid = $1";
    let mut probes = Vec::with_capacity((ROUNDS + 1) * PROBES);
    for _ in 0..(ROUNDS + 1) * PROBES {
        let place = 1 + i64::try_from(SystemRandom.below(u64::try_from(most)?))?;
        let row = sqlx::query(text).bind(place).fetch_one(&mut connection).await?;
        let lookup: Vec<u8> = row.try_get(0)?;
        let lookup = lookup.try_into().map_err(|_| Fault::new("a keyed hash has not 32 bytes"))?;
        probes.push(Probe { lookup, number: row.try_get(1)? });
    }
    connection.close().await?;
    Ok(probes)
}

/// Brings the tables to [`LARGE`] licenses. Without a journal: a file that breaks here is thrown away anyway.
async fn fill(file: &Path) -> Result<(), Fault> {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .locking_mode(SqliteLockingMode::Exclusive)
        .foreign_keys(false)
        .pragma("cache_size", "-524288")
        .pragma("temp_store", "MEMORY")
        .connect()
        .await?;
    let text = "select name, sql from sqlite_master where type = 'index' and sql is not null \
                and tbl_name in ('license', 'license_code', 'purchase')";
    let mut indexes = Vec::new();
    for row in sqlx::query(text).fetch_all(&mut connection).await? {
        let (name, sql): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        run(&mut connection, format!("drop index {name}")).await?;
        indexes.push(sql);
    }
    insert(&mut connection).await?;
    for sql in indexes {
        run(&mut connection, sql).await?;
    }
    connection.close().await?;
    // Dirty pages on their way to the disk would be measured with the look-ups.
    std::fs::File::open(file)?.sync_all()?;
    Ok(())
}

/// An id as [`gatehouse_core::Random::id`] makes it, of a moment that rises with `i`.
const ID: &str = "unhex(printf('%012x7%s8%s', 1800000000000 + i / 10, substr(hex(randomblob(2)), 1, 3), \
                  substr(hex(randomblob(8)), 1, 15)))";

async fn insert(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let rows = LARGE - SMALL;
    let orders = rows / LICENSES_OF_AN_ORDER;
    let count =
        |most: usize| format!("with recursive n(i) as (select 0 union all select i + 1 from n where i < {most})");
    run(connection, "create temp table taken as select number from license".to_owned()).await?;
    run(connection, "create unique index temp.taken_number on taken (number)".to_owned()).await?;
    run(connection, format!("create temp table orders as {} select i, {ID} as id from n", count(orders))).await?;

    let own = [("id", "o.id"), ("number", "'bench-' || o.i")];
    let (columns, values) = copied(connection, "purchase", &own).await?;
    let from = "temp.orders o, (select * from purchase limit 1) t";
    run(connection, format!("insert into purchase ({columns}) select {values} from {from}")).await?;

    // A multiplier without a factor in common with 10^10 gives every license another number of ten digits.
    let number = "printf('%010d', (i * 1999999973 + 12345) % 10000000000)";
    let own = [
        ("id", ID),
        ("number", number),
        ("purchase_id", "(select o.id from temp.orders o where o.rowid = 1 + n.i / 100)"),
        ("batch_id", "null"),
        ("created_at", "1800000000000000 + i * 100"),
    ];
    let (columns, values) = copied(connection, "license", &own).await?;
    // A few numbers are taken by the module's own licenses and left out.
    let from = format!("n, (select * from license limit 1) t where {number} not in (select number from temp.taken)");
    run(connection, format!("insert into license ({columns}) {} select {values} from {from}", count(rows - 1))).await?;

    let id = ID.replace("i / 10", "l.rowid / 10");
    let own = [
        ("id", id.as_str()),
        ("license_id", "l.id"),
        ("purchase_id", "l.purchase_id"),
        ("lookup", "randomblob(32)"),
        ("last_group_lookup", "randomblob(32)"),
        ("code_sealed", "randomblob(length(t.code_sealed))"),
        ("created_at", "l.created_at"),
    ];
    let (columns, values) = copied(connection, "license_code", &own).await?;
    let from = format!("license l, (select * from license_code limit 1) t where l.rowid > {SMALL}");
    run(connection, format!("insert into license_code ({columns}) select {values} from {from}")).await
}

/// The columns of a table and their values: those of the row `t`, but for `own`. So a new column needs no change
/// here.
async fn copied(
    connection: &mut SqliteConnection,
    table: &str,
    own: &[(&str, &str)],
) -> Result<(String, String), Fault> {
    let rows = sqlx::query("select name from pragma_table_info($1)").bind(table).fetch_all(connection).await?;
    let names = rows.iter().map(|row| row.try_get::<String, _>(0)).collect::<Result<Vec<_>, _>>()?;
    let values: Vec<String> = names
        .iter()
        .map(|name| match own.iter().find(|(column, _)| column == name) {
            Some((_, value)) => (*value).to_owned(),
            None => format!("t.{name}"),
        })
        .collect();
    Ok((names.join(", "), values.join(", ")))
}

/// Every text is made of constants of this file and names from the database's own schema.
async fn run(connection: &mut SqliteConnection, sql: String) -> Result<(), Fault> {
    connection.execute(AssertSqlSafe(sql)).await?;
    Ok(())
}
