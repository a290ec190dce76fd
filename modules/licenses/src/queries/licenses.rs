//! Licenses as staff and programs find them (LIC-17).

use super::Sorting;
use super::row_details::{RowDetails, row_details};
use super::status_sql;
use crate::events;
use crate::model::buyer;
use crate::model::code::{CODE, LAST_GROUP};
use crate::model::decoys::Decoys;
use crate::model::license::{NO_END, Status};
use crate::model::search::Search;
use crate::rights::LicensesRead;
use crate::tables::{license, license_code, license_holder, purchase};
use gatehouse_accounts::contacts;
use gatehouse_catalog::queries::products::{self, Names};
use gatehouse_context::{AuditEntry, Cx, Look, May, Seen};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset_of;
use gatehouse_db::{Engine, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};
use std::collections::HashMap;

/// The most licenses that one look-up by address, account or last group lists.
const MOST_FOUND: u64 = 1_000;

/// What licenses can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenseColumn {
    /// When it was issued.
    Created,
    /// When it ends; no end is last.
    Ends,
    /// Its number.
    Number,
}

/// Which licenses.
#[derive(Clone, Debug, Default)]
pub struct LicenseFilter {
    /// A code, its last group, an address or a license number.
    pub text: String,
    /// Of this status.
    pub status: Option<Status>,
    /// Of this product.
    pub product: Option<Uuid>,
    /// Held by this account.
    pub account: Option<Uuid>,
    /// Of this order.
    pub order: Option<Uuid>,
    /// Of this batch.
    pub batch: Option<Uuid>,
    /// The list names the holders and buyers.
    pub with_people: bool,
}

/// A page of licenses.
pub struct Found {
    /// The rows.
    pub page: Paged<license::Model>,
    /// The search text can be nothing that licenses are found by.
    pub unreadable: bool,
    /// Names for the rows.
    pub names: Names,
    /// What is shown besides the rows, by license.
    pub details: HashMap<Uuid, RowDetails>,
}

impl Look for LicenseFilter {
    type Right = LicensesRead;

    /// A look-up by code, address, number or account has its line, which says how, never for what.
    fn lines(&self) -> Vec<AuditEntry> {
        let search = Search::read(&self.text);
        if search == Search::Unreadable {
            return Vec::new();
        }
        let by = |entry: AuditEntry, how: &str| entry.with(serde_json::json!({ "by": how }));
        let text = search.how().map(|how| by(events::SEARCHED.entry(), how));
        let of = |account: Uuid| events::SEARCHED.about_other("account", account).of_account(account);
        let mut lines: Vec<_> =
            text.into_iter().chain(self.account.map(|account| by(of(account), "account"))).collect();
        // A list that names people has its line; one of numbers tells of nobody.
        if lines.is_empty() && self.with_people {
            lines.push(events::LISTED.entry());
        }
        lines
    }

    /// The list that names people; a look-up has its line each time.
    fn leafed(&self) -> Option<String> {
        let is_list = self.with_people && self.account.is_none() && Search::read(&self.text).how().is_none();
        is_list.then(|| format!("{self:?}"))
    }
}

/// Licenses.
pub async fn licenses(
    cx: &Cx,
    filter: &Seen<LicenseFilter>,
    sorting: Sorting<LicenseColumn>,
    request: &PageRequest,
) -> Result<Found, Fault> {
    use license::{Column, Entity};
    let search = Search::read(&filter.text);
    if search == Search::Unreadable {
        let page = Paged { items: Vec::new(), previous: None, next: None };
        return Ok(Found { page, unreadable: true, names: Names::default(), details: HashMap::new() });
    }
    let mut condition = found_by(cx, &search).await?;
    if let Some(account) = filter.account {
        condition = condition.add(Column::Id.is_in(held_by(cx, account).await?));
    }
    for (column, value) in
        [(Column::ProductId, filter.product), (Column::PurchaseId, filter.order), (Column::BatchId, filter.batch)]
    {
        if let Some(value) = value {
            condition = condition.add(column.eq(value));
        }
    }
    let is_narrow = search != Search::Nothing || filter.account.or(filter.order).or(filter.batch).is_some();
    let parts = match filter.status {
        Some(status) => of_status(cx.db().engine(), status, cx.now()).to_vec(),
        None if is_narrow => vec![Condition::all()],
        None => in_order_of(sorting.column, filter.product),
    };
    let selects =
        parts.into_iter().map(|part| Entity::find().filter(condition.clone()).filter(part)).collect::<Vec<_>>();
    let (column, key): (Column, fn(&license::Model) -> SortKey) = match sorting.column {
        LicenseColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
        LicenseColumn::Ends => (Column::EndsOrder, |row| SortKey::Int(row.ends_order)),
        LicenseColumn::Number => (Column::Number, |row| SortKey::Text(row.number.clone())),
    };
    let place = |row: &license::Model| (key(row), row.id);
    let page = keyset_of(cx.read(), selects, (column, Column::Id), sorting.direction, request, place).await?;
    let details = row_details(cx, &page.items).await?;
    let sold = page.items.iter().map(|row| (row.product_id, row.edition_id, row.edition_rev));
    let names = products::names_of(cx, sold).await?;
    Ok(Found { page, unreadable: false, names, details })
}

/// These licenses, for who has ticked them; ids of none are missing. Numbers and states tell of nobody, so this is no look.
pub async fn ticked(cx: &May<LicensesRead>, ids: &[Uuid]) -> Result<HashMap<Uuid, license::Model>, Fault> {
    let found = license::Entity::find().filter(license::Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

/// The search as ids: the few licenses are found by their own index first, whatever the list is sorted by.
async fn found_by(cx: &Cx, search: &Search) -> Result<Condition, Fault> {
    use license::Column;
    let all = Condition::all();
    let by_code = |column: license_code::Column, values: Vec<Vec<u8>>| {
        license_code::Entity::find()
            .select_only()
            .column(license_code::Column::LicenseId)
            .filter(column.is_in(values))
            .limit(MOST_FOUND)
            .into_tuple::<Uuid>()
            .all(cx.read())
    };
    let keys = &cx.app.keys;
    Ok(match search {
        Search::Nothing | Search::Unreadable => all,
        Search::Number(number) => all.add(Column::Number.eq(number.as_str())),
        Search::Code(code) => {
            let lookups = keys.accepted(CODE, code.canonical());
            cx.service::<Decoys>()?.watch(cx, &lookups);
            all.add(Column::Id.is_in(by_code(license_code::Column::Lookup, lookups).await?))
        }
        Search::LastGroup(group) => {
            let lookup = keys.accepted(LAST_GROUP, group.as_bytes());
            all.add(Column::Id.is_in(by_code(license_code::Column::LastGroupLookup, lookup).await?))
        }
        Search::Email(email) => {
            let mut ids = match contacts::find_by_email(cx, cx.read(), email).await? {
                Some(account) => held_by(cx, account).await?,
                None => Vec::new(),
            };
            let orders: Vec<Uuid> = purchase::Entity::find()
                .select_only()
                .column(purchase::Column::Id)
                .filter(purchase::Column::BuyerLookup.is_in(buyer::lookups(&cx.app.keys, email)))
                .order_by_desc(purchase::Column::Id)
                .limit(MOST_FOUND)
                .into_tuple()
                .all(cx.read())
                .await?;
            let bought: Vec<Uuid> = license::Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::PurchaseId.is_in(orders))
                .limit(MOST_FOUND)
                .into_tuple()
                .all(cx.read())
                .await?;
            ids.extend(bought);
            all.add(Column::Id.is_in(ids))
        }
    })
}

async fn held_by(cx: &Cx, account: Uuid) -> Result<Vec<Uuid>, Fault> {
    Ok(license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::Column::AccountId.eq(account))
        .order_by_desc(license_holder::Column::AddedAt)
        .limit(MOST_FOUND)
        .into_tuple()
        .all(cx.read())
        .await?)
}

/// All licenses in parts that each have an index in this order. An index of all by their moment or
/// their end would be written with every activation, beside those by status that the lists of a status need anyway.
fn in_order_of(column: LicenseColumn, product: Option<Uuid>) -> Vec<Condition> {
    if column == LicenseColumn::Number || (column == LicenseColumn::Created && product.is_some()) {
        return vec![Condition::all()];
    }
    // Rows from before the column are without a word until the job has seen them.
    let words = Status::ALL.iter().map(|status| status.word()).chain([""]);
    words.map(|word| Condition::all().add(license::Column::Status.eq(word))).collect()
}

/// The licenses of a status in two parts: those whose stored status is true, and those few whose status has changed since by
/// the clock or a writer, which the job has not written anew yet.
fn of_status(engine: Engine, status: Status, now: Moment) -> [Condition; 2] {
    use license::Column;
    let settled = Condition::all()
        .add(Column::Status.eq(status.word()))
        .add(Column::StatusUntil.gt(now))
        .add(has_status(engine, status, now));
    // The second comparison repeats the condition of the partial index with its constant: from the bound value of the first the
    // planner cannot tell that the index holds all of these. The embedded engine must also be told that few are due: else it
    // walks all licenses in the list's order, to save sorting these.
    let is_due = match engine {
        Engine::Sqlite => Expr::cust_with_values("unlikely(license.status_until <= ?)", [now]),
        Engine::Postgres => Column::StatusUntil.lte(now),
    };
    let is_due = Condition::all().add(is_due).add(Expr::cust(format!("status_until < {NO_END}")));
    [settled, is_due.add(has_status(engine, status, now))]
}

fn has_status(engine: Engine, status: Status, now: Moment) -> Expr {
    let place = match engine {
        Engine::Sqlite => "?",
        Engine::Postgres => "$1",
    };
    let text = format!("{} = '{}'", status_sql::status("license.", place), status.word());
    // One for each place: where places have numbers, the first serves all.
    let moments = vec![now; text.matches(place).count()];
    Expr::cust_with_values(text, moments)
}
