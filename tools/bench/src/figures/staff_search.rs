//! The one search of staff (LIC-17, ALL-8) among a million licenses and a million accounts, in this process, on both engines.
//!
//! Some customers with their orders and licenses are made by the modules, and each of them is found by every kind of key: license
//! number, code, last group of a code, address, order number; besides, members of the staff by their name. The others are filled in
//! by SQL as copies of the first, with ids, numbers and keyed hashes of their own (random bytes, as a keyed hash looks), and the
//! indexes are built afterwards. A search asks every module, as the page does, and writes its lines of the audit log.

use crate::content::{Content, done, may};
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, percentile};
use gatehouse_accounts::actions::search_account::search_account;
use gatehouse_context::{Cx, Seen};
use gatehouse_core::{Fault, Lang, Personal, Role};
use gatehouse_db::sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use gatehouse_db::{Direction, Engine, PageRequest};
use gatehouse_licenses::queries::licenses::{LicenseColumn, LicenseFilter, licenses};
use gatehouse_licenses::queries::{Sorting, orders};
use gatehouse_licenses::tables::{license, purchase};
use gatehouse_staff::queries::all_members;
use gatehouse_staff::{NewMember, create_member};
use std::time::Instant;

const ROWS: i64 = 1_000_000;
/// So many licenses stand under one order.
const OF_AN_ORDER: i64 = 4;
/// Customers who are searched for.
const PROBES: usize = 40;
const MEMBERS: usize = 20;
const ROUNDS: usize = 3;
/// In milliseconds.
const GOAL: f64 = 50.0;

/// The names of the figures.
pub const NAMES: [&str; 2] = ["staff_search", "staff_search_postgres"];

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = vec![on(place, None, NAMES[0])?];
    match &place.postgres {
        Some(url) => {
            let database = place.runtime.block_on(super::activation::new_database(url))?;
            figures.push(on(place, Some(&database), NAMES[1])?);
        }
        None => eprintln!("{} is left out: GATEHOUSE_TEST_POSTGRES names no server", NAMES[1]),
    }
    Ok(figures)
}

fn on(place: &Place, database: Option<&str>, name: &'static str) -> Result<Figure, Fault> {
    let data = place.new_folder(name)?;
    place.runtime.block_on(async {
        let content = Content::make(&data, database).await?;
        let probes = probes(&content).await?;
        fill(&content.cx).await?;
        let figure = figure(&content.cx, name, &probes).await;
        content.close().await?;
        figure
    })
}

/// A customer, and the keys of their license.
struct Probe {
    keys: [String; 6],
}

async fn probes(content: &Content) -> Result<Vec<Probe>, Fault> {
    let cx = &content.cx;
    for number in 0..MEMBERS {
        let member = NewMember {
            email: Personal(format!("member-{number}@example.com")),
            name: Personal(format!("Member Of{}", letters(number))),
            roles: vec![Role::Support],
            lang: Lang::En,
            password: None,
            totp_secret: None,
        };
        done(create_member(cx, member).await)?;
    }
    let mut probes = Vec::with_capacity(PROBES);
    for number in 0..PROBES {
        let email = format!("probe-{number}@example.com");
        content.account(&email).await?;
        let id = content.order(&email).await?;
        let batch = content.issue(id, 1, 3).await?;
        let code = content.codes_of(batch).await?.pop().ok_or_else(|| Fault::new("a batch without a code"))?;
        let order = purchase::Entity::find_by_id(id).one(cx.read()).await?;
        let license = license::Entity::find().filter(license::Column::PurchaseId.eq(id)).one(cx.read()).await?;
        let (Some(order), Some(license)) = (order, license) else {
            return Err(Fault::new("an order without its license"));
        };
        let last_group = code.rsplit('-').next().unwrap_or_default().to_owned();
        let member = format!("of{}", letters(number % MEMBERS).to_lowercase());
        probes.push(Probe { keys: [license.number, code, last_group, email, order.number, member] });
    }
    Ok(probes)
}

/// A number in letters: names that are searched by have no digits.
fn letters(number: usize) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'A')).collect()
}

async fn figure(cx: &Cx, name: &'static str, probes: &[Probe]) -> Result<Figure, Fault> {
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms connections and statements up.
    for round in 0..=ROUNDS {
        let (mut lists, mut searches) = (Vec::new(), Vec::new());
        for key in probes.iter().flat_map(|probe| &probe.keys) {
            let begun = Instant::now();
            of_licenses(cx, "", 50).await?;
            lists.push(microseconds(begun));
            let begun = Instant::now();
            let hits = find(cx, key).await?;
            searches.push(microseconds(begun));
            if hits == 0 {
                return Err(Fault::new(format!("nothing is found by {key}")));
            }
        }
        if round > 0 {
            rounds.baselines.push(percentile(&lists, 0.99) / 1000.0);
            rounds.values.push(percentile(&searches, 0.99) / 1000.0);
        }
    }
    let what =
        "in process, p99: one of a million licenses and accounts by number, code, last group, address, order or name";
    Ok(Figure::of(name, "ms", &rounds, what, "the first page of the list of licenses").goal(Goal::Below(GOAL)))
}

/// Asks every module, as the page does; how much was found.
async fn find(cx: &Cx, text: &str) -> Result<usize, Fault> {
    let mut hits = of_licenses(cx, text, 11).await?;
    hits += usize::from(orders::by_number(&may(cx)?, text).await?.is_some());
    if text.contains('@') {
        hits += usize::from(done(search_account(cx, text).await)?.is_some());
    }
    if !text.contains(|c: char| c.is_ascii_digit()) {
        let members = all_members(&may(cx)?).await?;
        hits += members.iter().filter(|member| member.name.to_lowercase().contains(text)).count();
    }
    Ok(hits)
}

async fn of_licenses(cx: &Cx, text: &str, size: u64) -> Result<usize, Fault> {
    let asked = Seen::of(&may(cx)?, LicenseFilter { text: text.to_owned(), ..LicenseFilter::default() }).await?;
    let sorting = Sorting { column: LicenseColumn::Created, direction: Direction::Descending };
    let request = PageRequest { size, ..PageRequest::default() };
    Ok(licenses(cx, &asked, sorting, &request).await?.page.items.len())
}

fn microseconds(begun: Instant) -> u32 {
    u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX)
}

/// What the engines spell differently.
struct Spelling {
    is_embedded: bool,
    /// The moment of the first row, in milliseconds.
    begin: i64,
}

impl Spelling {
    /// The numbers `n.i` from 0, so many.
    fn series(&self, rows: i64) -> String {
        if self.is_embedded {
            let more = format!("select i + 1 from c where i < {rows} - 1");
            format!("(with recursive c(i) as (select 0 union all {more}) select i from c) n")
        } else {
            format!("(select i::bigint as i from generate_series(0, {rows} - 1) as s(i)) n")
        }
    }

    /// The id (RFC 9562, version 7) of row number `i`.
    fn id(&self, i: &str) -> String {
        let begin = self.begin;
        if self.is_embedded {
            format!("unhex(printf('%012x70008%015x', {begin} + {i}, {i}))")
        } else {
            format!("(lpad(to_hex({begin} + {i}), 12, '0') || '70008' || lpad(to_hex({i}), 15, '0'))::uuid")
        }
    }

    /// 32 bytes as a keyed hash has them.
    fn hash(&self, salt: &str) -> String {
        if self.is_embedded {
            "randomblob(32)".to_owned()
        } else {
            format!("sha256(convert_to('{salt} ' || n.i, 'UTF8'))")
        }
    }

    fn number(&self) -> &'static str {
        if self.is_embedded { "printf('f%09d', n.i)" } else { "'f' || lpad(n.i::text, 9, '0')" }
    }
}

const TABLES: &str = "'account', 'purchase', 'license', 'license_code'";

/// Brings accounts and licenses to [`ROWS`] more than there are.
async fn fill(cx: &Cx) -> Result<(), Fault> {
    let spelling = Spelling { is_embedded: cx.db().engine() == Engine::Sqlite, begin: cx.now().0 / 1_000 - ROWS };
    if spelling.is_embedded {
        run(cx, "pragma cache_size = -1000000").await?;
    }
    let indexes = take_indexes(cx, TABLES).await?;
    let (row, order) = (spelling.id("n.i"), spelling.id(&format!("n.i / {OF_AN_ORDER}")));
    let (row, order) = (row.as_str(), order.as_str());
    let created = format!("({} + n.i) * 1000", spelling.begin);
    let hashes = ["account", "buyer", "code", "group"].map(|salt| spelling.hash(salt));
    let [account, buyer, code, group] = hashes.each_ref().map(String::as_str);
    let created = created.as_str();
    type Cells<'a> = Vec<(&'a str, &'a str)>;
    let tables: [(&str, i64, Cells<'_>); 4] = [
        ("account", ROWS, vec![("id", row), ("email_lookup", account), ("created_at", created)]),
        (
            "purchase",
            ROWS / OF_AN_ORDER,
            vec![
                ("id", row),
                ("number", spelling.number()),
                ("buyer_account", "null"),
                ("buyer_lookup", buyer),
                ("created_at", created),
            ],
        ),
        (
            "license",
            ROWS,
            vec![
                ("id", row),
                ("number", spelling.number()),
                ("purchase_id", order),
                ("batch_id", "null"),
                ("created_at", created),
            ],
        ),
        (
            "license_code",
            ROWS,
            vec![
                ("id", row),
                ("license_id", row),
                ("purchase_id", order),
                ("lookup", code),
                ("last_group_lookup", group),
                ("created_at", created),
            ],
        ),
    ];
    for (table, rows, own) in tables {
        let (columns, values) = copied(cx, &spelling, table, &own).await?;
        let from = format!("{}, (select * from {table} limit 1) t", spelling.series(rows));
        run(cx, &format!("insert into {table} ({columns}) select {values} from {from}")).await?;
    }
    for sql in &indexes {
        run(cx, sql).await?;
    }
    if spelling.is_embedded {
        run(cx, "pragma cache_size = -8192").await?;
        // Pages on their way to the disk would be measured with the searches.
        cx.db().checkpoint().await?;
        return Ok(());
    }
    run(cx, "vacuum analyze account, purchase, license, license_code").await
}

/// Drops the indexes of these tables; returns how they are made again. Those of constraints stay.
pub(super) async fn take_indexes(cx: &Cx, tables: &str) -> Result<Vec<String>, Fault> {
    let text = match cx.db().engine() {
        Engine::Sqlite => format!(
            "select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ({tables})"
        ),
        Engine::Postgres => format!(
            "select indexname::text as name, indexdef as sql from pg_indexes where schemaname = current_schema() and \
             tablename in ({tables}) and indexname not in (select conname from pg_constraint)"
        ),
    };
    let mut indexes = Vec::new();
    for row in cx.read().query_all_raw(Statement::from_string(cx.db().backend(), text)).await? {
        let (name, sql): (String, String) = (row.try_get("", "name")?, row.try_get("", "sql")?);
        run(cx, &format!("drop index {name}")).await?;
        indexes.push(sql);
    }
    Ok(indexes)
}

/// The columns of a table and their values: those of the row `t`, but for `own`. So a new column needs no change here.
async fn copied(cx: &Cx, spelling: &Spelling, table: &str, own: &[(&str, &str)]) -> Result<(String, String), Fault> {
    let text = if spelling.is_embedded {
        format!("select name from pragma_table_info('{table}')")
    } else {
        format!(
            "select column_name::text as name from information_schema.columns \
             where table_schema = current_schema() and table_name = '{table}'"
        )
    };
    let rows = cx.read().query_all_raw(Statement::from_string(cx.db().backend(), text)).await?;
    let names = rows.iter().map(|row| row.try_get::<String>("", "name")).collect::<Result<Vec<_>, _>>()?;
    let values: Vec<String> = names
        .iter()
        .map(|name| match own.iter().find(|(column, _)| column == name) {
            Some((_, value)) => (*value).to_owned(),
            None => format!("t.{name}"),
        })
        .collect();
    Ok((names.join(", "), values.join(", ")))
}

/// Every text is made of constants of this crate and names from the database's own schema.
pub(super) async fn run(cx: &Cx, sql: &str) -> Result<(), Fault> {
    cx.db().writer().execute_unprepared(sql).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Spelling, letters};

    #[test]
    fn an_id_has_32_digits_on_both_engines() {
        let spelled = |is_embedded| Spelling { is_embedded, begin: 1_795_000_000_000 }.id("n.i");
        assert_eq!(spelled(true), "unhex(printf('%012x70008%015x', 1795000000000 + n.i, n.i))");
        assert!(spelled(false).ends_with("lpad(to_hex(n.i), 15, '0'))::uuid"));
    }

    #[test]
    fn a_name_has_no_digits() {
        assert_eq!((letters(0), letters(19)), ("A".to_owned(), "BJ".to_owned()));
    }
}
