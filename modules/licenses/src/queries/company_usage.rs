//! Seats of all licenses of a company together (LIC-15, LIC-24): by product as they stand now, and day by day. A few statements, whatever
//! the company has.

use super::status_sql;
use super::usage::{UsageDay, UsageFilter, UsageSort, spell};
use crate::model::holder::Holder;
use crate::model::license::is_activation_missed;
use crate::model::usage::{Day, day_of};
use crate::tables::{license, license_usage};
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use sea_orm::{ConnectionTrait as _, DbErr, FromQueryResult, QueryResult, Statement, Value};
use std::collections::HashMap;

/// Licenses whose days are added up; of more a product or a license has to be chosen.
pub const MOST_ADDED: usize = 2_000;

/// Seats of a product that have not expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductSeats {
    /// The product's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many licenses.
    pub licenses: i64,
    /// Their seats.
    pub seats: i64,
    /// Seats in use.
    pub used: i64,
}

/// The days of a company's licenses, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CompanyDays {
    /// The first one first; none where no license was chosen from.
    Days(Vec<UsageDay>),
    /// More than [`MOST_ADDED`] licenses.
    TooMany,
}

impl CompanyDays {
    /// Those that were added up.
    #[must_use]
    pub fn days(&self) -> &[UsageDay] {
        match self {
            Self::Days(days) => days,
            Self::TooMany => &[],
        }
    }
}

/// A license with since when the company has it.
struct Held {
    license: license::Model,
    since: Moment,
}

impl FromQueryResult for Held {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        let license = license::Model::from_query_result(row, "")?;
        let added: Moment = row.try_get("", "held_since")?;
        Ok(Self { since: added.max(license.created_at), license })
    }
}

/// Seats of the company's products now: of licenses that have neither expired nor wait in reserve nor became another one.
pub async fn by_product<R: Right>(cx: &Cx, by: &In<'_, R>) -> Result<Vec<ProductSeats>, Fault> {
    let text = format!(
        "select p.code, p.name, count(*), cast(sum(l.seats) as bigint), cast(sum(l.seats_used) as bigint) \
         from license_holder h join license l on l.id = h.license_id join product p on p.id = l.product_id \
         where h.{} = $1 and l.superseded_at is null and l.reserve_for is null and not {} \
         group by p.code, p.name order by p.name, p.code",
        Holder::Company(by.company()).column(),
        status_sql::is_over("l.", "$2")
    );
    let values = [by.company().into(), cx.now().into()];
    let rows = cx.read().query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let product = |row: &QueryResult| {
        Ok(ProductSeats {
            code: row.try_get_by_index(0)?,
            name: row.try_get_by_index(1)?,
            licenses: row.try_get_by_index(2)?,
            seats: row.try_get_by_index(3)?,
            used: row.try_get_by_index(4)?,
        })
    };
    rows.iter().map(product).collect()
}

/// The days that are asked for, of all licenses of the company, of one product, or of one license. What a day's license was before the
/// company had it is nothing of its own.
pub async fn company_days<R: Right>(cx: &Cx, by: &In<'_, R>, filter: &UsageFilter) -> Result<CompanyDays, Fault> {
    let held = held(cx, by.company(), filter).await?;
    if held.len() > MOST_ADDED {
        return Ok(CompanyDays::TooMany);
    }
    let first = held.iter().map(|held| held.since).min();
    let (Some(first), (from, until)) = (first, spell(cx, filter)) else { return Ok(CompanyDays::Days(Vec::new())) };
    let from = from.max(first);
    if from > until {
        return Ok(CompanyDays::Days(Vec::new()));
    }
    let zone = cx.app.settings.vendor_zone();
    let mut days = vec![day_of(from, &zone)];
    while let Some(day) = days.last().copied().filter(|day| day.end <= until) {
        days.push(day_of(day.end, &zone));
    }
    let start = days.first().map_or(from, |day| day.start);
    let changes = changes(cx, by.company(), filter, (start, until)).await?;
    Ok(CompanyDays::Days(added_up(&days, &held, &changes, cx.now())))
}

/// One page of the days.
pub(crate) fn page(days: &[UsageDay], sorting: Sorting<UsageSort>, request: &PageRequest) -> Paged<UsageDay> {
    let mut rows = days.to_vec();
    if sorting.column == UsageSort::Most {
        rows.sort_by_key(|row| (row.most, row.day));
    }
    if sorting.direction == Direction::Descending {
        rows.reverse();
    }
    in_memory::page(rows, request, |row| Uuid::from_u128(u128::try_from(row.day.0).unwrap_or(0)))
}

/// Which licenses, with the values that stand in it.
fn of_company(company: Uuid, filter: &UsageFilter) -> (String, Vec<Value>) {
    let column = Holder::Company(company).column();
    let mut values: Vec<Value> = vec![company.into()];
    let mut text = format!(
        "from license_holder h join license l on l.id = h.license_id join product p on p.id = l.product_id \
         where h.{column} = $1"
    );
    if let Some(license) = filter.license {
        values.push(license.into());
        text.push_str(&format!(" and l.id = ${}", values.len()));
    }
    if !filter.product.is_empty() {
        values.push(filter.product.clone().into());
        text.push_str(&format!(" and p.code = ${}", values.len()));
    }
    (text, values)
}

async fn held(cx: &Cx, company: Uuid, filter: &UsageFilter) -> Result<Vec<Held>, Fault> {
    let (which, mut values) = of_company(company, filter);
    values.push(i64::try_from(MOST_ADDED + 1)?.into());
    let text = format!("select l.*, h.added_at as held_since {which} order by l.id limit ${}", values.len());
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(Held::find_by_statement(statement).all(cx.read()).await?)
}

/// What is true of each license on days between, with what was true before the first of them; each license's by day.
async fn changes(
    cx: &Cx,
    company: Uuid,
    filter: &UsageFilter,
    (from, until): (Moment, Moment),
) -> Result<HashMap<Uuid, Vec<license_usage::Model>>, Fault> {
    let (which, mut values) = of_company(company, filter);
    values.extend([from.0.into(), until.0.into()]);
    let (from, until) = (values.len() - 1, values.len());
    let text = format!(
        "select u.* from (select l.id, coalesce((select max(m.day_at) from license_usage m \
         where m.license_id = l.id and m.day_at <= ${from}), ${from}) as told_at {which}) s \
         join license_usage u on u.license_id = s.id and u.day_at >= s.told_at and u.day_at <= ${until} \
         order by u.license_id, u.day_at"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let mut changes: HashMap<Uuid, Vec<license_usage::Model>> = HashMap::new();
    for row in license_usage::Model::find_by_statement(statement).all(cx.read()).await? {
        changes.entry(row.license_id).or_default().push(row);
    }
    Ok(changes)
}

/// Seats count while a license runs, devices while they are its own; today is as the licenses stand now.
fn added_up(
    days: &[Day],
    held: &[Held],
    changes: &HashMap<Uuid, Vec<license_usage::Model>>,
    now: Moment,
) -> Vec<UsageDay> {
    let mut sums: Vec<UsageDay> =
        days.iter().map(|day| UsageDay { day: day.start, seats: 0, used: 0, alive: 0, most: 0 }).collect();
    for Held { license, since } in held {
        let rows = changes.get(&license.id).map(Vec::as_slice).unwrap_or_default();
        let mut rows = rows.iter().peekable();
        let mut told: Option<&license_usage::Model> = None;
        for (day, sum) in days.iter().zip(&mut sums) {
            while let Some(row) = rows.next_if(|row| row.day_at <= day.start) {
                told = Some(row);
            }
            if day.end <= *since {
                continue;
            }
            let is_today = day.start <= now && now < day.end;
            add(sum, license, told, is_today.then_some(now));
        }
    }
    sums
}

/// Adds what a license is on a day; `now`: where the day is today.
fn add(sum: &mut UsageDay, license: &license::Model, told: Option<&license_usage::Model>, now: Option<Moment>) {
    let at = now.unwrap_or(sum.day);
    if license.ends_order <= at.0 || is_activation_missed(license, at) {
        return;
    }
    let is_another = license.superseded_at.is_some_and(|superseded| superseded <= at);
    if !is_another && license.reserve_for.is_none() {
        sum.seats += if now.is_some() { license.seats } else { told.map_or(license.seats, |row| row.seats) };
    }
    match now {
        // Devices of a license that became another one count there.
        Some(_) if is_another => {}
        Some(_) => {
            sum.used += license.seats_used;
            sum.most += license.seats_used;
            sum.alive += told.map_or(0, |row| row.alive).min(license.seats_used);
        }
        None => {
            sum.used += told.map_or(0, |row| row.used);
            sum.most += told.map_or(0, |row| row.most);
            sum.alive += told.map_or(0, |row| row.alive);
        }
    }
}
