//! What a customer's home page and the navigation show of their licenses: few queries, whatever they have.

use super::customer_licenses::{ENDING_DAYS, Filter, Item, SortBy, without_codes};
use super::status_sql;
use crate::model::holder::Holder;
use crate::tables::license_holder;
use gatehouse_catalog::tables::{application, product};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::{Direction, PageRequest, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Statement};
use std::collections::HashSet;

/// At most so many of an account's licenses, the next to end first, without their codes; and whether there are more. One query.
pub async fn first(cx: &Cx, account: Uuid, most: usize) -> Result<(Vec<Item>, bool), Fault> {
    let size = u64::try_from(most + 1).unwrap_or(u64::MAX);
    let request = PageRequest { size, ..PageRequest::default() };
    let whose = (Holder::Account(account), account);
    let soonest = Sorting { column: SortBy::Ends, direction: Direction::Ascending };
    let mut found = without_codes(cx, whose, &Filter::default(), soonest, &request).await?.items;
    let has_more = found.len() > most;
    found.truncate(most);
    Ok((found, has_more))
}

/// So many of an account's licenses are counted, the last added first.
const COUNTED: i64 = 1_000;

/// How the licenses of an account stand, of at most [`COUNTED`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Run and end soon.
    pub ending: i64,
    /// Blocked.
    pub blocked: i64,
    /// Not activated.
    pub not_activated: i64,
}

/// How the licenses of the account stand.
pub async fn standing(cx: &Cx, account: Uuid) -> Result<Standing, Fault> {
    let now = cx.now();
    let text = format!(
        "select count(case when s = 'active' and ends_at <= $3 then 1 end), count(case when s = 'blocked' then 1 end), \
         count(case when s = 'not_activated' then 1 end) \
         from (select {} as s, l.ends_at from \
         (select license_id from license_holder where account_id = $1 order by added_at desc limit {COUNTED}) h \
         join license l on l.id = h.license_id) c",
        status_sql::status("l.", "$2")
    );
    let values = [account.into(), now.into(), now.plus(ENDING_DAYS * DAY).into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let Some(row) = cx.read().query_one_raw(statement).await? else { return Ok(Standing::default()) };
    let count = |n| row.try_get_by_index(n);
    Ok(Standing { ending: count(0)?, blocked: count(1)?, not_activated: count(2)? })
}

/// Whether the account has any license.
pub async fn has_any(cx: &Cx, account: Uuid) -> Result<bool, Fault> {
    use license_holder::{Column, Entity};
    let first = Entity::find().filter(Column::AccountId.eq(account)).select_only().column(Column::Id).limit(1);
    Ok(first.into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}

/// Which of these products have an application to download.
pub async fn with_downloads(cx: &Cx, products: impl IntoIterator<Item = Uuid>) -> Result<HashSet<Uuid>, Fault> {
    use application::{Column, Entity};
    let mut products: Vec<Uuid> = products.into_iter().collect();
    products.sort_unstable();
    products.dedup();
    if products.is_empty() {
        return Ok(HashSet::new());
    }
    let found = Entity::find()
        .filter(Column::ProductId.is_in(products))
        .filter(Column::DownloadUrl.ne(""))
        .select_only()
        .column(Column::ProductId)
        .distinct();
    Ok(found.into_tuple::<Uuid>().all(cx.read()).await?.into_iter().collect())
}

/// The most products whose applications one page lists.
const MOST_PRODUCTS: i64 = 100;
/// The most applications that it lists.
const MOST_APPLICATIONS: u64 = 1_000;

/// The products that the account has licenses of, by name, each with its applications. Two queries.
pub async fn downloads(cx: &Cx, account: Uuid) -> Result<Vec<(product::Model, Vec<application::Model>)>, Fault> {
    let text = format!(
        "select p.* from product p where p.id in (select l.product_id from \
         (select license_id from license_holder where account_id = $1 order by added_at desc limit {COUNTED}) h \
         join license l on l.id = h.license_id) order by p.name, p.id limit {MOST_PRODUCTS}"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [account.into()]);
    let products = product::Entity::find().from_raw_sql(statement).all(cx.read()).await?;
    if products.is_empty() {
        return Ok(Vec::new());
    }
    let mut applications = application::Entity::find()
        .filter(application::Column::ProductId.is_in(products.iter().map(|product| product.id)))
        .order_by_asc(application::Column::Name)
        .order_by_asc(application::Column::Platform)
        .limit(MOST_APPLICATIONS)
        .all(cx.read())
        .await?;
    Ok(products
        .into_iter()
        .map(|product| {
            let own = applications.extract_if(.., |application| application.product_id == product.id).collect();
            (product, own)
        })
        .collect())
}
