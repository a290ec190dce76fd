//! The license list of an account (LIC-6, LIC-17), and of a company where it is read as in an account: three queries a page, whatever its
//! length.

use super::status_sql;
use crate::model::code;
use crate::model::decoys::Decoys;
use crate::model::holder::Holder;
use crate::model::license::{NO_END, Status, is_end_open, number_from};
use crate::model::shop_links::ShopLinks;
use crate::tables::{license, license_code, license_holder};
use gatehouse_catalog::tables::product;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Moment, Uuid};
use gatehouse_db::containing::patterns;
use gatehouse_db::paging::Reading;
use gatehouse_db::{Cursor, Direction, PageRequest, Paged, SortKey, Sorting};
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, FromQueryResult, QueryOrder, QueryResult, QuerySelect, QueryTrait, Statement, Value};

pub use crate::model::license::ENDING_DAYS;

/// What the list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortBy {
    /// The end. From the soonest, those without end stand behind, and those that have ended last; from the latest, those whose end
    /// nobody knows yet stand last.
    Ends,
    /// The product's name.
    Product,
    /// When it was added.
    Added,
}

/// What the database sorts by at `now`; [`key`] says the same of a row.
fn sorted_by(sorting: Sorting<SortBy>, now: i64) -> String {
    match (sorting.column, sorting.direction) {
        // What still runs is below zero, what has ended above: nobody looks for last year's license first.
        (SortBy::Ends, Direction::Ascending) => {
            format!("case when l.ends_order > {now} then l.ends_order - {NO_END} else l.ends_order end")
        }
        (SortBy::Ends, Direction::Descending) => format!(
            "case when l.ends_order = {NO_END} and l.first_activated_at is null \
             and (l.months is not null or l.days is not null) then -1 else l.ends_order end"
        ),
        (SortBy::Product, _) => "p.name".to_owned(),
        (SortBy::Added, _) => "h.added_at".to_owned(),
    }
}

fn key(sorting: Sorting<SortBy>, item: &Item, now: i64) -> SortKey {
    let ends = item.license.ends_order;
    match (sorting.column, sorting.direction) {
        (SortBy::Ends, Direction::Ascending) if ends > now => SortKey::Int(ends - NO_END),
        (SortBy::Ends, Direction::Descending) if ends == NO_END && is_end_open(&item.license) => SortKey::Int(-1),
        (SortBy::Ends, _) => SortKey::Int(ends),
        (SortBy::Product, _) => SortKey::Text(item.product.clone()),
        (SortBy::Added, _) => SortKey::Int(item.added_at.0),
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
    /// Only those that run and end within [`ENDING_DAYS`].
    pub is_ending: bool,
    /// Only those with an end, known or not yet.
    pub has_end: bool,
    /// Only those that end at this moment or later.
    pub ends_from: Option<Moment>,
    /// Only those that end at this moment or before.
    pub ends_until: Option<Moment>,
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
    /// Where its product is renewed and bought.
    pub shop: ShopLinks,
    /// The product's icon: the name of a picture below `/_brand/`.
    pub icon: Option<String>,
    /// When it was added to the account or company.
    pub added_at: Moment,
    /// `XXXXX-•••••-•••••-XXXXX`; empty for one whose code was taken back.
    pub masked_code: String,
}

impl FromQueryResult for Item {
    fn from_query_result(row: &QueryResult, _prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            license: license::Model::from_query_result(row, "")?,
            product: row.try_get("", "product_name")?,
            edition: row.try_get("", "edition_name")?,
            shop: ShopLinks {
                buy: row.try_get("", "buy_url")?,
                renew: row.try_get("", "renew_url")?,
                edition: row.try_get("", "edition_code")?,
                user: Uuid::nil(),
            },
            icon: row.try_get("", "icon")?,
            added_at: row.try_get("", "added_at")?,
            masked_code: String::new(),
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

/// Product and number of those of these licenses that an account has.
pub(crate) async fn names(cx: &Cx, account: Uuid, ids: &[Uuid]) -> Result<Vec<(Uuid, String, String)>, Fault> {
    let held = license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::Column::AccountId.eq(account))
        .filter(license_holder::Column::LicenseId.is_in(ids.iter().copied()))
        .into_query();
    let found = license::Entity::find().filter(license::Column::Id.in_subquery(held)).all(cx.read()).await?;
    let products: Vec<Uuid> = found.iter().map(|license| license.product_id).collect();
    let products = product::Entity::find().filter(product::Column::Id.is_in(products)).all(cx.read()).await?;
    let name = |id: Uuid| products.iter().find(|product| product.id == id).map(|product| product.name.clone());
    Ok(found.into_iter().map(|row| (row.id, name(row.product_id).unwrap_or_default(), row.number)).collect())
}

/// One page of the licenses of an account.
pub async fn page(
    cx: &Cx,
    account: Uuid,
    filter: &Filter,
    sorting: Sorting<SortBy>,
    request: &PageRequest,
) -> Result<Paged<Item>, Fault> {
    let whose = (Holder::Account(account), account);
    let mut page = without_codes(cx, whose, filter, sorting, request).await?;
    mask_codes(cx, &mut page.items).await?;
    Ok(page)
}

/// The same without the codes, of an account or a company: one query. `reader`: the account that reads it.
pub(super) async fn without_codes(
    cx: &Cx,
    (holder, reader): (Holder, Uuid),
    filter: &Filter,
    sorting: Sorting<SortBy>,
    request: &PageRequest,
) -> Result<Paged<Item>, Fault> {
    let mut sql = Growing {
        text: "select l.*, p.name as product_name, e.name as edition_name, e.code as edition_code, \
               p.buy_url, p.renew_url, p.icon, h.added_at as added_at \
               from license_holder h join license l on l.id = h.license_id \
               join product p on p.id = l.product_id \
               join edition_rev e on e.edition_id = l.edition_id and e.number = l.edition_rev"
            .to_owned(),
        values: Vec::new(),
    };
    let id = sql.value(holder.id());
    sql.text.push_str(&format!(" where h.{} = {id}", holder.column()));
    narrow(cx, filter, &mut sql);
    let reading = Reading::of(request, sorting.direction);
    let now = cx.now().0;
    let column = sorted_by(sorting, now);
    // A cursor of another sorting is no place in this list.
    let from = reading.from.filter(|cursor| cursor.is_of_text() == (sorting.column == SortBy::Product));
    if let Some(Cursor(key, id)) = from {
        let key = match key {
            SortKey::Int(number) => sql.value(*number),
            SortKey::Text(text) => sql.value(text.clone()),
        };
        let (id, beyond) = (sql.value(*id), if reading.ascending { ">" } else { "<" });
        sql.text.push_str(&format!(" and ({column}, l.id) {beyond} ({key}, {id})"));
    }
    let direction = if reading.ascending { "asc" } else { "desc" };
    let limit = sql.value(i64::try_from(request.rows() + 1).unwrap_or(i64::MAX));
    sql.text.push_str(&format!(" order by {column} {direction}, l.id {direction} limit {limit}"));
    let statement = Statement::from_sql_and_values(cx.db().backend(), sql.text, sql.values);
    let mut found = Item::find_by_statement(statement).all(cx.read()).await?;
    for item in &mut found {
        item.shop.user = reader;
    }
    Ok(reading.page(found, request, |item| Cursor(key(sorting, item, now), item.license.id)))
}

fn narrow(cx: &Cx, filter: &Filter, sql: &mut Growing) {
    if !filter.product.is_empty() {
        let product = sql.value(filter.product.clone());
        sql.text.push_str(&format!(" and p.code = {product}"));
    }
    if let Some(status) = filter.status {
        let now = sql.value(cx.now());
        sql.text.push_str(" and ");
        sql.text.push_str(&has_status(status, &now));
    }
    if filter.is_ending {
        let (now, until) = (sql.value(cx.now()), sql.value(cx.now().plus(ENDING_DAYS * DAY)));
        sql.text.push_str(&format!(" and {} and l.ends_at <= {until}", has_status(Status::Active, &now)));
    }
    if filter.has_end {
        sql.text.push_str(
            " and l.kind <> 'trial' and (l.ends_at is not null or l.months is not null or l.days is not null)",
        );
    }
    for (moment, is) in [(filter.ends_from, ">="), (filter.ends_until, "<=")] {
        if let Some(moment) = moment {
            let moment = sql.value(moment);
            sql.text.push_str(&format!(" and l.ends_at {is} {moment}"));
        }
    }
    let search = filter.search.trim();
    let Some([as_typed, lower]) = patterns(search).map(|patterns| patterns.map(|pattern| sql.value(pattern))) else {
        return;
    };
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

fn code_lookups(cx: &Cx, search: &str) -> Option<(&'static str, Vec<Vec<u8>>)> {
    if let Ok(whole) = ActivationCode::parse(search) {
        let lookups = code::lookups(&cx.app.keys, &whole);
        if let Ok(decoys) = cx.service::<Decoys>() {
            decoys.watch(cx, &lookups);
        }
        return Some(("lookup", lookups));
    }
    let is_group = search.len() == 5 && search.bytes().all(|b| b.is_ascii_alphanumeric());
    is_group.then(|| ("last_group_lookup", code::last_group_lookups(&cx.app.keys, search)))
}

fn has_status(status: Status, now: &str) -> String {
    format!("{} = '{}'", status_sql::status("l.", now), status.word())
}

/// Adds the masked codes.
async fn mask_codes(cx: &Cx, items: &mut [Item]) -> Result<(), Fault> {
    use license_code::{Column, Entity};
    if items.is_empty() {
        return Ok(());
    }
    let rows = Entity::find()
        .filter(Column::LicenseId.is_in(items.iter().map(|item| item.license.id)))
        .filter(Column::ReplacedAt.is_null())
        .order_by_asc(Column::Id)
        .all(cx.read())
        .await?;
    let orders: Vec<Uuid> = rows.iter().map(|code| code.purchase_id).collect();
    let codes = code::open_all(&subject::keys(cx, cx.read(), &orders).await?, &rows)?;
    for item in items {
        item.masked_code = codes.get(&item.license.id).map(ActivationCode::masked).unwrap_or_default();
    }
    Ok(())
}

/// How many licenses of the account or company run and end within [`ENDING_DAYS`].
pub async fn ending_soon(cx: &Cx, holder: Holder) -> Result<i64, Fault> {
    let now = cx.now();
    let text = format!(
        "select count(*) from license_holder h join license l on l.id = h.license_id \
         where h.{} = $1 and {} and l.ends_at <= $3",
        holder.column(),
        has_status(Status::Active, "$2")
    );
    let values = [holder.id().into(), now.into(), now.plus(ENDING_DAYS * DAY).into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let row = cx.read().query_one_raw(statement).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
}

/// The products that the account or company has licenses of: code and name, by name.
pub async fn products(cx: &Cx, holder: Holder) -> Result<Vec<(String, String)>, Fault> {
    let text = format!(
        "select distinct p.code, p.name from license_holder h join license l on l.id = h.license_id \
         join product p on p.id = l.product_id where h.{} = $1 order by p.name, p.code",
        holder.column()
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [holder.id().into()]);
    let rows = cx.read().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}
