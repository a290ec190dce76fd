//! The devices of a license, or of all licenses of an account, as a list (LIC-15). Up to [`MOST_SORTED`] records are put in order in memory:
//! their names lie sealed, and those of one computer stand together. Of a larger license the rows come in the order of the database.

use super::devices::{Device, named};
use crate::model::device_state::{DeviceState, Known, STALE_DAYS, computers, stale_since};
use crate::model::holder::Holder;
use crate::tables::activation;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::paging::Reading;
use gatehouse_db::{Cursor, Direction, PageRequest, Paged, SortKey, Sorting, in_memory};
use sea_orm::{DbErr, FromQueryResult, QueryResult, Statement, Value};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

/// Records that are sorted by name and put together by computer.
pub const MOST_SORTED: usize = 5_000;

/// Whose devices.
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    /// Of all licenses of an account or a company, or of one of them.
    Of(Holder),
    /// Of one license, for staff.
    Staff,
}

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceSort {
    /// The name that is shown.
    Name,
    /// When it was activated.
    First,
    /// When it asked last.
    Seen,
}

/// Which records.
#[derive(Clone, Debug, Default)]
pub struct DeviceFilter {
    /// Of this license; staff see none without it.
    pub license: Option<Uuid>,
    /// Of licenses of this product, by its code.
    pub product: String,
    /// In this state; `None`: with a seat.
    pub state: Option<DeviceState>,
    /// The name contains this.
    pub text: String,
}

/// One record.
#[derive(Clone, Debug)]
pub struct DeviceRow {
    /// The device.
    pub device: Device,
    /// The number of its license.
    pub license: String,
    /// What it is a license of.
    pub product: String,
    /// How it stands.
    pub state: DeviceState,
    /// How many records with a seat its computer has on the license; they stand together.
    pub together: usize,
    /// Which computer it is, among the rows that were read with it.
    group: usize,
    /// Where its license is: `/licenses`, the same below a company's word, or `/staff/licenses`.
    pub place: Arc<str>,
    /// Whether its license is the reader's own or their company's.
    pub is_held: bool,
    /// Whether the reader may free its seat.
    pub may_free: bool,
}

struct Read {
    row: activation::Model,
    order: Uuid,
    license: String,
    product: String,
}

impl FromQueryResult for Read {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            row: activation::Model::from_query_result(row, "")?,
            order: row.try_get("", "order_id")?,
            license: row.try_get("", "license_number")?,
            product: row.try_get("", "product_name")?,
        })
    }
}

/// One page of the records.
pub async fn device_list(
    cx: &Cx,
    scope: Scope,
    filter: &DeviceFilter,
    sorting: Sorting<DeviceSort>,
    request: &PageRequest,
) -> Result<Paged<DeviceRow>, Fault> {
    if matches!(scope, Scope::Staff) && filter.license.is_none() {
        return Ok(Paged { items: Vec::new(), previous: None, next: None });
    }
    let wanted = DeviceFilter { state: freed_or_not(filter.state), ..filter.clone() };
    let found = read(cx, scope, &wanted, None, MOST_SORTED + 1).await?;
    if found.len() > MOST_SORTED {
        return of_many(cx, scope, filter, sorting, request).await;
    }
    let mut rows = named_rows(cx, scope, found).await?;
    put_together(&mut rows);
    let text = filter.text.trim().to_lowercase();
    rows.retain(|row| {
        filter.state.is_none_or(|state| state == row.state) && row.device.name.to_lowercase().contains(&text)
    });
    Ok(in_memory::page(sorted(rows, sorting), request, |row| row.device.row.id))
}

/// What the reading leaves out: the rest of the state is judged when the computers are known.
fn freed_or_not(state: Option<DeviceState>) -> Option<DeviceState> {
    state.filter(|state| *state == DeviceState::Freed)
}

/// The records of the computer of a device with a seat, all of one license; empty for a device that is not there.
pub async fn of_computer(cx: &Cx, holder: Holder, license: Uuid, device: Uuid) -> Result<Vec<DeviceRow>, Fault> {
    let filter = DeviceFilter { license: Some(license), ..DeviceFilter::default() };
    let scope = Scope::Of(holder);
    let mut rows = named_rows(cx, scope, read(cx, scope, &filter, None, MOST_SORTED).await?).await?;
    let groups = put_together(&mut rows);
    let Some(place) = rows.iter().position(|row| row.device.row.id == device) else { return Ok(Vec::new()) };
    let computer = groups[place];
    let of_it = rows.into_iter().zip(groups).filter(|(_, group)| *group == computer);
    let mut of_it: Vec<DeviceRow> = of_it.map(|(row, _)| row).collect();
    of_it.sort_by_key(|row| std::cmp::Reverse(row.device.row.activated_at));
    Ok(of_it)
}

/// Counts the records of each computer; answers to which group each row belongs.
fn put_together(rows: &mut [DeviceRow]) -> Vec<usize> {
    let known: Vec<Known<'_>> =
        rows.iter().map(|row| Known { row: &row.device.row, own_name: &row.device.names.own }).collect();
    let groups = computers(&known);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for (group, row) in groups.iter().zip(rows.iter()) {
        *counts.entry(*group).or_default() += usize::from(row.state != DeviceState::Freed);
    }
    for (group, row) in groups.iter().zip(rows.iter_mut()) {
        row.together = counts.get(group).copied().unwrap_or(0);
        row.group = *group;
    }
    groups
}

/// In this order; the records of a computer follow the first one of it.
fn sorted(mut rows: Vec<DeviceRow>, sorting: Sorting<DeviceSort>) -> Vec<DeviceRow> {
    let compare = |one: &DeviceRow, other: &DeviceRow| {
        let (a, b) = (&one.device, &other.device);
        let order = match sorting.column {
            DeviceSort::Name => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
            DeviceSort::First => a.row.activated_at.cmp(&b.row.activated_at),
            DeviceSort::Seen => a.row.last_seen_at.cmp(&b.row.last_seen_at),
        };
        let order = order.then(a.row.id.cmp(&b.row.id));
        if sorting.direction == Direction::Ascending { order } else { order.reverse() }
    };
    rows.sort_by(compare);
    let mut first: HashMap<usize, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        first.entry(row.group).or_insert(place);
    }
    // A stable sort, so within a computer the order stays.
    rows.sort_by(|one, other| first.get(&one.group).cmp(&first.get(&other.group)).then(Ordering::Equal));
    rows
}

/// The rows of a license that is too large to be sorted by name: by a moment, as the database has them.
async fn of_many(
    cx: &Cx,
    scope: Scope,
    filter: &DeviceFilter,
    sorting: Sorting<DeviceSort>,
    request: &PageRequest,
) -> Result<Paged<DeviceRow>, Fault> {
    let column = match sorting.column {
        DeviceSort::Seen => "last_seen_at",
        DeviceSort::Name | DeviceSort::First => "activated_at",
    };
    let reading = Reading::of(request, sorting.direction);
    let beyond = Beyond { column, ascending: reading.ascending, from: reading.from };
    let most = usize::try_from(request.rows()).unwrap_or(0) + 1;
    let found = read(cx, scope, filter, Some(&beyond), most).await?;
    let rows = named_rows(cx, scope, found).await?;
    let page = reading.page(rows, request, |row| {
        let seat = &row.device.row;
        let at = if column == "last_seen_at" { seat.last_seen_at } else { seat.activated_at };
        Cursor(SortKey::Int(at.0), seat.id)
    });
    // A page without a row that was looked for would end the list: names are sealed, so here they are looked for on each page.
    let text = filter.text.trim().to_lowercase();
    let Paged { mut items, previous, next } = page;
    items.retain(|row| row.device.name.to_lowercase().contains(&text));
    Ok(Paged { items, previous, next })
}

struct Beyond<'a> {
    column: &'static str,
    ascending: bool,
    from: Option<&'a Cursor>,
}

/// Reads records with what their license says; `beyond`: in this order from this place on.
async fn read(
    cx: &Cx,
    scope: Scope,
    filter: &DeviceFilter,
    beyond: Option<&Beyond<'_>>,
    most: usize,
) -> Result<Vec<Read>, Fault> {
    let mut values: Vec<Value> = Vec::new();
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    let (holder, mut which) = match scope {
        Scope::Of(holder) => {
            let id = place(holder.id().into());
            (" join license_holder h on h.license_id = l.id", vec![format!("h.{} = {id}", holder.column())])
        }
        Scope::Staff => ("", Vec::new()),
    };
    if let Some(license) = filter.license {
        let license = place(license.into());
        which.push(format!("l.id = {license}"));
    }
    if !filter.product.is_empty() {
        let product = place(filter.product.clone().into());
        which.push(format!("p.code = {product}"));
    }
    let is_stale = |now: &str| {
        format!(
            "a.last_seen_at + {DAY} * (case when a.lease_days > {STALE_DAYS} then a.lease_days else {STALE_DAYS} end) <= {now}"
        )
    };
    match filter.state {
        // What was freed before somebody had the license is nothing of theirs.
        Some(DeviceState::Freed) => which.push(match scope {
            Scope::Of(_) => "a.deactivated_at >= h.added_at".to_owned(),
            Scope::Staff => "a.deactivated_at is not null".to_owned(),
        }),
        Some(state) => {
            let now = place(cx.now().0.into());
            let not = if state == DeviceState::Stale { "" } else { "not " };
            which.push(format!("a.deactivated_at is null and {not}({})", is_stale(&now)));
        }
        None => which.push("a.deactivated_at is null".to_owned()),
    }
    let mut order = String::new();
    if let Some(Beyond { column, ascending, from }) = beyond {
        let (than, direction) = if *ascending { (">", "asc") } else { ("<", "desc") };
        if let Some(Cursor(SortKey::Int(at), id)) = from {
            let (at, id) = (place((*at).into()), place((*id).into()));
            which.push(format!("(a.{column}, a.id) {than} ({at}, {id})"));
        }
        order = format!(" order by a.{column} {direction}, a.id {direction}");
    }
    let limit = place(i64::try_from(most)?.into());
    let text = format!(
        "select a.*, l.purchase_id as order_id, l.number as license_number, p.name as product_name \
         from activation a join license l on l.id = a.license_id join product p on p.id = l.product_id{holder} \
         where {}{order} limit {limit}",
        which.join(" and ")
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(Read::find_by_statement(statement).all(cx.read()).await?)
}

async fn named_rows(cx: &Cx, scope: Scope, found: Vec<Read>) -> Result<Vec<DeviceRow>, Fault> {
    let mut orders: Vec<Uuid> = found.iter().map(|read| read.order).collect();
    orders.sort_unstable();
    orders.dedup();
    let keys = subject::keys(cx, cx.read(), &orders).await?;
    let is_held = matches!(scope, Scope::Of(_));
    let place: Arc<str> = if is_held { "/licenses" } else { "/staff/licenses" }.into();
    let row = |read: Read| {
        let state = DeviceState::of(&read.row, cx.now());
        Ok(DeviceRow {
            device: named(read.row, keys.get(&read.order))?,
            license: read.license,
            product: read.product,
            state,
            together: 1,
            group: 0,
            place: Arc::clone(&place),
            is_held,
            may_free: state != DeviceState::Freed,
        })
    };
    found.into_iter().map(row).collect()
}

/// From when on a device is stale.
pub(crate) fn stale_from(row: &DeviceRow) -> Moment {
    stale_since(&row.device.row)
}
