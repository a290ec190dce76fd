//! Licenses that are used to their limit or beyond (LIC-14).

use crate::model::over_use::LARGE;
use crate::rights::LicensesRead;
use crate::tables::license;
use crate::tables::over_use_case::{Column, Entity, Model};
use gatehouse_catalog::queries::products;
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use std::collections::HashMap;

/// What the list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverUseColumn {
    /// Hundredths of the seats.
    Percent,
    /// How many may run.
    Devices,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct OverUseFilter {
    /// All that are followed, not only those that last.
    pub all: bool,
    /// All that are used to so many hundredths of their seats, whether that lasts or not.
    pub least: Option<i64>,
    /// They last when they were beyond their seats before this moment.
    pub before: Option<Moment>,
}

/// One of them, with its license.
pub(crate) struct Followed {
    /// The row.
    pub row: Model,
    /// The license.
    pub license: Option<license::Model>,
    /// Its product's name.
    pub product: String,
}

/// The licenses that are followed.
pub(crate) async fn followed(
    cx: &May<LicensesRead>,
    filter: OverUseFilter,
    sorting: Sorting<OverUseColumn>,
    request: &PageRequest,
) -> Result<Paged<Followed>, Fault> {
    let (column, key): (Column, fn(&Model) -> i64) = match sorting.column {
        OverUseColumn::Percent => (Column::Percent, |row| row.percent),
        OverUseColumn::Devices => (Column::Devices, |row| row.devices),
    };
    let mut found = Entity::find();
    if let Some(least) = filter.least {
        found = found.filter(Column::Percent.gte(least));
    } else if !filter.all {
        found = found.filter(Column::OverSince.lte(filter.before));
    }
    let place = |row: &Model| (SortKey::Int(key(row)), row.id);
    let page = keyset(cx.read(), found, (column, Column::Id), sorting.direction, request, place).await?;
    let licenses = license::Entity::find()
        .filter(license::Column::Id.is_in(page.items.iter().map(|row| row.license_id)))
        .all(cx.read())
        .await?;
    let mut licenses: HashMap<Uuid, license::Model> = licenses.into_iter().map(|row| (row.id, row)).collect();
    let names = products::product_names(cx, licenses.values().map(|license| license.product_id)).await?;
    Ok(page.map(|row| {
        let license = licenses.remove(&row.license_id);
        let name = license.as_ref().and_then(|license| names.get(&license.product_id));
        let product = name.map(|(_, name)| name.clone()).unwrap_or_default();
        Followed { row, license, product }
    }))
}

/// Which seats were freed by clerks while a key file still runs in them, and count for nothing else: $1 is now. A device that took a seat
/// anew runs once.
const FREED_WITH_FILE: &str = "from key_file k join activation a on a.id = k.activation_id \
     where k.returned_at is not null and k.ends_at > $1 and k.replaced_at is null and not k.given_up \
     and a.deactivated_at is not null and a.deactivated_by = 'staff' and (a.counts_until is null or a.counts_until <= $1) \
     and not exists (select 1 from activation b where b.license_id = a.license_id and b.device_lookup = a.device_lookup \
     and b.deactivated_at is null)";

/// In how many freed seats of each of these licenses a key file still runs: its device asks nobody.
pub(crate) async fn running_files<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    licenses: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, Fault> {
    let mut values = vec![cx.now().0.into()];
    values.extend(licenses.into_iter().map(Value::from));
    if values.len() == 1 {
        return Ok(HashMap::new());
    }
    let places: Vec<String> = (2..=values.len()).map(|place| format!("${place}")).collect();
    let text = format!(
        "select a.license_id, count(distinct a.id) as files {FREED_WITH_FILE} and a.license_id in ({}) group by a.license_id",
        places.join(", ")
    );
    let rows = conn.query_all_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    let told = |row: &QueryResult| -> Result<(Uuid, i64), Fault> {
        Ok((row.try_get("", "license_id")?, row.try_get("", "files")?))
    };
    rows.iter().map(told).collect()
}

/// The next licenses behind `after` that are used to their limit or beyond, by their seats and by such files; `least` hundredths of large ones.
pub(crate) async fn used_up(cx: &Cx, after: Uuid, least: i64, most: u64) -> Result<Vec<license::Model>, Fault> {
    let text = format!(
        "select l.* from license l where l.id > $2 and (l.seats_used + l.transfers > l.seats or \
         (l.seats >= {LARGE} and (l.seats_used + l.transfers) * 100 >= l.seats * $3) or \
         l.id in (select a.license_id {FREED_WITH_FILE})) order by l.id limit $4"
    );
    let values = [cx.now().0.into(), after.into(), least.into(), i64::try_from(most)?.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(license::Entity::find().from_raw_sql(statement).all(cx.read()).await?)
}
