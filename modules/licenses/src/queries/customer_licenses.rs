//! The license list of an account (LIC-6, LIC-17): three queries a page, whatever its length.

use super::status_sql;
use crate::model::code;
use crate::model::license::{NO_END, Status, number_from, status};
use crate::tables::{license, license_code};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::{Cursor, Direction, PageRequest, Paged, SortKey, Sorting};
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, FromQueryResult, QueryResult, Statement, Value};
use std::collections::HashMap;

/// Licenses that end within so many days are pointed at.
pub const ENDING_DAYS: i64 = 30;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The end.
    Ends,
    /// The product's name.
    Product,
    /// When it was added.
    Added,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The end, the soonest first; then those without end, and those that have ended last.
    #[default]
    EndsSoonest,
    /// The end, the latest first; those whose end nobody knows yet stand last.
    EndsLatest,
    /// The product's name.
    Product,
    /// The same from the last letter.
    ProductBack,
    /// When it was added, the newest first.
    Added,
    /// The same, the oldest first.
    AddedFirst,
}

impl Sort {
    /// By this column, up or down.
    pub const fn of(sorting: Sorting<SortBy>) -> Self {
        match (sorting.column, sorting.direction) {
            (SortBy::Ends, Direction::Ascending) => Self::EndsSoonest,
            (SortBy::Ends, Direction::Descending) => Self::EndsLatest,
            (SortBy::Product, Direction::Ascending) => Self::Product,
            (SortBy::Product, Direction::Descending) => Self::ProductBack,
            (SortBy::Added, Direction::Descending) => Self::Added,
            (SortBy::Added, Direction::Ascending) => Self::AddedFirst,
        }
    }

    /// What the database sorts by at `now`.
    fn column(self, now: i64) -> String {
        match self {
            // What still runs is below zero, what has ended above: nobody looks for last year's license first.
            Self::EndsSoonest => {
                format!("case when l.ends_order > {now} then l.ends_order - {NO_END} else l.ends_order end")
            }
            Self::EndsLatest => format!(
                "case when l.ends_order = {NO_END} and l.first_activated_at is null \
                 and (l.months is not null or l.days is not null) then -1 else l.ends_order end"
            ),
            Self::Product | Self::ProductBack => "p.name".to_owned(),
            Self::Added | Self::AddedFirst => "h.added_at".to_owned(),
        }
    }

    const fn is_ascending(self) -> bool {
        matches!(self, Self::EndsSoonest | Self::Product | Self::AddedFirst)
    }

    const fn is_by_name(self) -> bool {
        matches!(self, Self::Product | Self::ProductBack)
    }
}

/// Which licenses.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// A license number, the last group of a code, a whole code, or a part of a product's name.
    pub search: String,
    /// A product's code.
    pub product: String,
    /// A status.
    pub status: Option<Status>,
    /// The order.
    pub sort: Sort,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Item {
    /// The license.
    pub license: license::Model,
    /// Its product's name.
    pub product: String,
    /// Its edition's name.
    pub edition: String,
    /// When it was added to the account.
    pub added_at: i64,
    /// `XXXXX-•••••-•••••-XXXXX`; empty for one whose code was taken back.
    pub masked_code: String,
    /// Its status at the moment of reading.
    pub status: Status,
}

struct Row {
    license: license::Model,
    product: String,
    edition: String,
    added_at: i64,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            product: row.try_get("", "product_name")?,
            edition: row.try_get("", "edition_name")?,
            added_at: row.try_get("", "added_at")?,
        })
    }
}

/// Numbered places for values in a statement that grows.
struct Growing {
    text: String,
    values: Vec<Value>,
}

impl Growing {
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }
}

/// One page of the licenses of an account.
pub async fn page(cx: &Cx, account: Uuid, filter: &Filter, request: &PageRequest) -> Result<Paged<Item>, Fault> {
    let mut sql = Growing {
        text: "select l.*, p.name as product_name, e.name as edition_name, h.added_at as added_at \
               from license_holder h join license l on l.id = h.license_id \
               join product p on p.id = l.product_id join edition e on e.id = l.edition_id"
            .to_owned(),
        values: Vec::new(),
    };
    let account = sql.value(account);
    sql.text.push_str(&format!(" where h.account_id = {account}"));
    narrow(cx, filter, &mut sql);
    let backward = request.before.is_some();
    let ascending = filter.sort.is_ascending() != backward;
    let now = cx.now().0;
    let column = filter.sort.column(now);
    let from = if backward { &request.before } else { &request.after };
    // A cursor of another sorting is no place in this list.
    let from = from.as_ref().filter(|cursor| cursor.is_of_text() == filter.sort.is_by_name());
    if let Some(Cursor(key, id)) = from {
        let key = match key {
            SortKey::Int(number) => sql.value(*number),
            SortKey::Text(text) => sql.value(text.clone()),
        };
        let (id, beyond) = (sql.value(*id), if ascending { ">" } else { "<" });
        sql.text.push_str(&format!(" and ({column}, l.id) {beyond} ({key}, {id})"));
    }
    let direction = if ascending { "asc" } else { "desc" };
    let rows = request.rows();
    let limit = sql.value(i64::try_from(rows + 1).unwrap_or(i64::MAX));
    sql.text.push_str(&format!(" order by {column} {direction}, l.id {direction} limit {limit}"));
    let statement = Statement::from_sql_and_values(cx.db().backend(), sql.text, sql.values);
    let mut found = Row::find_by_statement(statement).all(cx.read()).await?;
    let more = found.len() as u64 > rows;
    if more {
        found.pop();
    }
    if backward {
        found.reverse();
    }
    let (has_previous, has_next) = if backward { (more, true) } else { (request.after.is_some(), more) };
    let previous = found.first().filter(|_| has_previous).and_then(|row| request.seal(&cursor(filter.sort, row, now)));
    let next = found.last().filter(|_| has_next).and_then(|row| request.seal(&cursor(filter.sort, row, now)));
    Ok(Paged { items: with_codes(cx, found).await?, previous, next })
}

fn cursor(sort: Sort, row: &Row, now: i64) -> Cursor {
    let license = &row.license;
    let ends = license.ends_order;
    let is_open = license.first_activated_at.is_none() && (license.months.is_some() || license.days.is_some());
    let key = match sort {
        Sort::EndsSoonest if ends > now => SortKey::Int(ends - NO_END),
        Sort::EndsLatest if ends == NO_END && is_open => SortKey::Int(-1),
        Sort::EndsSoonest | Sort::EndsLatest => SortKey::Int(ends),
        Sort::Product | Sort::ProductBack => SortKey::Text(row.product.clone()),
        Sort::Added | Sort::AddedFirst => SortKey::Int(row.added_at),
    };
    Cursor(key, row.license.id)
}

fn narrow(cx: &Cx, filter: &Filter, sql: &mut Growing) {
    if !filter.product.is_empty() {
        let product = sql.value(filter.product.clone());
        sql.text.push_str(&format!(" and p.code = {product}"));
    }
    if let Some(status) = filter.status {
        let now = sql.value(cx.now().0);
        sql.text.push_str(" and ");
        sql.text.push_str(&has_status(status, &now));
    }
    let search = filter.search.trim();
    if search.is_empty() {
        return;
    }
    // An escaped pattern; `lower` of the embedded engine knows ASCII only, so both spellings are tried.
    let escaped: String = search.chars().take(100).flat_map(|c| escape(c).into_iter().flatten()).collect();
    let as_typed = sql.value(format!("%{escaped}%"));
    let lower = sql.value(format!("%{}%", escaped.to_lowercase()));
    let mut any = format!("p.name like {as_typed} escape '\\' or lower(p.name) like {lower} escape '\\'");
    if let Some(number) = number_from(search) {
        any.push_str(&format!(" or l.number = {}", sql.value(number)));
    }
    if let Some((column, lookups)) = code_lookups(cx, search) {
        let places: Vec<String> = lookups.into_iter().map(|lookup| sql.value(lookup)).collect();
        let places = places.join(", ");
        any.push_str(&format!(
            " or exists (select 1 from license_code c where c.license_id = l.id and c.{column} in ({places}))"
        ));
    }
    sql.text.push_str(&format!(" and ({any})"));
}

fn escape(c: char) -> [Option<char>; 2] {
    if matches!(c, '%' | '_' | '\\') { [Some('\\'), Some(c)] } else { [Some(c), None] }
}

fn code_lookups(cx: &Cx, search: &str) -> Option<(&'static str, Vec<Vec<u8>>)> {
    if let Ok(whole) = ActivationCode::parse(search) {
        return Some(("lookup", code::lookups(&cx.app.keys, &whole)));
    }
    let is_group = search.len() == 5 && search.bytes().all(|b| b.is_ascii_alphanumeric());
    is_group.then(|| ("last_group_lookup", code::last_group_lookups(&cx.app.keys, search)))
}

fn has_status(status: Status, now: &str) -> String {
    format!("{} = '{}'", status_sql::status("l.", now), status.word())
}

async fn with_codes(cx: &Cx, rows: Vec<Row>) -> Result<Vec<Item>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let masked = masked_codes(cx, &rows).await?;
    let now = cx.now();
    Ok(rows
        .into_iter()
        .map(|row| Item {
            status: status(&row.license, now),
            masked_code: masked.get(&row.license.id).cloned().unwrap_or_default(),
            license: row.license,
            product: row.product,
            edition: row.edition,
            added_at: row.added_at,
        })
        .collect())
}

async fn masked_codes(cx: &Cx, rows: &[Row]) -> Result<HashMap<Uuid, String>, Fault> {
    use license_code::{Column, Entity};
    let codes = Entity::find()
        .filter(Column::LicenseId.is_in(rows.iter().map(|row| row.license.id)))
        .filter(Column::ReplacedAt.is_null())
        .all(cx.read())
        .await?;
    let orders: Vec<Uuid> = codes.iter().map(|code| code.purchase_id).collect();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    let mut masked = HashMap::with_capacity(codes.len());
    for row in codes {
        // The key of an erased order is gone, and its code with it.
        if let Some(key) = keys.get(&row.purchase_id) {
            masked.insert(row.license_id, code::open(key, row.id, &row.code_sealed)?.masked());
        }
    }
    Ok(masked)
}

/// How many licenses of the account run and end within [`ENDING_DAYS`].
pub async fn ending_soon(cx: &Cx, account: Uuid) -> Result<i64, Fault> {
    let now = cx.now();
    let text = format!(
        "select count(*) from license_holder h join license l on l.id = h.license_id \
         where h.account_id = $1 and {} and l.ends_at <= $3",
        has_status(Status::Active, "$2")
    );
    let until = Moment(now.0).plus(ENDING_DAYS * DAY);
    let values = [account.into(), now.0.into(), until.0.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let row = cx.read().query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
}

/// The products that the account has licenses of: code and name, by name.
pub async fn products(cx: &Cx, account: Uuid) -> Result<Vec<(String, String)>, Fault> {
    let text = "select distinct p.code, p.name from license_holder h join license l on l.id = h.license_id \
                join product p on p.id = l.product_id where h.account_id = $1 order by p.name, p.code";
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [account.into()]);
    let rows = cx.read().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
