//! Seats of a license over time (LIC-15), day by day.

use crate::model::holder::Holder;
use crate::model::license::grouped;
use crate::model::usage::{Day, day_of};
use crate::rights::LicensesRead;
use crate::tables::{license, license_usage, usage_day};
use gatehouse_context::{Cx, May};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::{Direction, PageRequest, Paged, Sorting, in_memory};
use sea_orm::entity::prelude::*;
use sea_orm::{FromQueryResult as _, QueryOrder, QuerySelect, Statement};

/// Days that are shown unless others are asked for.
pub const SHOWN_DAYS: i64 = 90;
/// The most days of one look: as long as they are kept.
pub const KEPT_DAYS: i64 = 730;
/// Licenses that a field offers.
const OFFERED: i64 = 200;

/// Which days of which license.
#[derive(Clone, Debug, Default)]
pub struct UsageFilter {
    /// Of this license; nothing without it, but in a company's list, which adds all of them up.
    pub license: Option<Uuid>,
    /// A company's: of this product, by its code.
    pub product: String,
    /// From the day of this moment.
    pub from: Option<Moment>,
    /// Up to the day of this moment.
    pub until: Option<Moment>,
    /// No day before this moment: since when the reader has the license.
    pub held_since: Option<Moment>,
}

/// What the days are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageSort {
    /// The day.
    Day,
    /// The most seats at one moment.
    Most,
}

/// One day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageDay {
    /// When it began.
    pub day: Moment,
    /// Seats of the license.
    pub seats: i64,
    /// Devices with a seat at its end; of today, now.
    pub used: i64,
    /// Those of them whose lease runs.
    pub alive: i64,
    /// The most at one moment.
    pub most: i64,
}

/// The days that are asked for, the first one first. Today is as the license stands now.
pub async fn days(cx: &Cx, filter: &UsageFilter) -> Result<Vec<UsageDay>, Fault> {
    let Some(id) = filter.license else { return Ok(Vec::new()) };
    let Some(license) = license::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(Vec::new()) };
    let zone = cx.app.settings.vendor_zone();
    let (from, until) = spell(cx, filter);
    let from = from.max(license.created_at).max(filter.held_since.unwrap_or(Moment(0)));
    if from > until {
        return Ok(Vec::new());
    }
    let today = day_of(cx.now(), &zone);
    let mut day = day_of(from, &zone);
    let rows = changes(cx, id, day.start, until).await?;
    let mut rows = rows.into_iter().peekable();
    let (mut told, mut days) = (None, Vec::new());
    while day.start <= until {
        while let Some(row) = rows.next_if(|row| row.day_at <= day.start) {
            told = Some(row);
        }
        days.push(if day.start == today.start {
            of_today(&license, &day, told.as_ref())
        } else {
            of_day(&license, &day, told.as_ref())
        });
        day = day_of(day.end, &zone);
    }
    Ok(days)
}

/// From when until when is asked for, of the days that are kept.
pub(super) fn spell(cx: &Cx, filter: &UsageFilter) -> (Moment, Moment) {
    let until = filter.until.unwrap_or(cx.now()).min(cx.now());
    let from = filter.from.unwrap_or(until.plus(-SHOWN_DAYS * DAY));
    (from.max(until.plus(-KEPT_DAYS * DAY)), until)
}

/// The rows of a license that are true on days between, the one from before the first day too.
async fn changes(cx: &Cx, license: Uuid, from: Moment, until: Moment) -> Result<Vec<license_usage::Model>, Fault> {
    let text = "select u.* from license_usage u where u.license_id = $1 and u.day_at <= $3 and u.day_at >= \
                coalesce((select max(m.day_at) from license_usage m where m.license_id = $1 and m.day_at <= $2), $2) \
                order by u.day_at";
    let statement =
        Statement::from_sql_and_values(cx.db().backend(), text, [license.into(), from.0.into(), until.0.into()]);
    Ok(license_usage::Model::find_by_statement(statement).all(cx.read()).await?)
}

fn of_day(license: &license::Model, day: &Day, told: Option<&license_usage::Model>) -> UsageDay {
    let none = UsageDay { day: day.start, seats: license.seats, used: 0, alive: 0, most: 0 };
    told.map_or(none, |row| UsageDay { seats: row.seats, used: row.used, alive: row.alive, most: row.most, ..none })
}

fn of_today(license: &license::Model, day: &Day, told: Option<&license_usage::Model>) -> UsageDay {
    let (used, was) = (license.seats_used, told.map_or(0, |row| row.alive));
    UsageDay { day: day.start, seats: license.seats, used, alive: was.min(used), most: used }
}

/// One page of the days.
pub async fn usage(
    cx: &Cx,
    filter: &UsageFilter,
    sorting: Sorting<UsageSort>,
    request: &PageRequest,
) -> Result<Paged<UsageDay>, Fault> {
    let mut rows = days(cx, filter).await?;
    if sorting.column == UsageSort::Most {
        rows.sort_by_key(|row| (row.most, row.day));
    }
    if sorting.direction == Direction::Descending {
        rows.reverse();
    }
    Ok(in_memory::page(rows, request, |row| Uuid::from_u128(u128::try_from(row.day.0).unwrap_or(0))))
}

/// The licenses of an account or company as a field offers them: product and number.
pub(crate) async fn named_licenses(cx: &Cx, holder: Holder) -> Result<Vec<(Uuid, String)>, Fault> {
    let text = format!(
        "select l.id, p.name, l.number from license_holder h join license l on l.id = h.license_id \
         join product p on p.id = l.product_id where h.{} = $1 order by p.name, l.number limit {OFFERED}",
        holder.column()
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [holder.id().into()]);
    let rows = cx.read().query_all_raw(statement).await?;
    let named = |row: &sea_orm::QueryResult| {
        let (id, product, number): (Uuid, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        Ok((id, format!("{product} · {}", grouped(&number))))
    };
    rows.iter().map(named).collect()
}

/// Seats in use of all licenses, on the last days that are written; the first one first.
pub async fn of_all(cx: &May<LicensesRead>, days: u64) -> Result<Vec<usage_day::Model>, Fault> {
    use usage_day::{Column, Entity};
    let mut rows = Entity::find().order_by_desc(Column::DayAt).limit(days).all(cx.read()).await?;
    rows.reverse();
    Ok(rows)
}

/// The license of a report, whose list has written the line of the look.
pub async fn license_of(cx: &May<LicensesRead>, id: Uuid) -> Result<Option<license::Model>, Fault> {
    Ok(license::Entity::find_by_id(id).one(cx.read()).await?)
}
