//! What somebody bought, as they see it (ACC-19): a handful of queries a page, whatever was bought.

use crate::model::invoice;
use crate::model::money::Money;
use crate::model::order::Payment;
use crate::model::shop_links::ShopLinks;
use crate::tables::{issue_batch, purchase, seller};
use gatehouse_catalog::queries::revisions;
use gatehouse_catalog::tables::{edition_rev, product};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _};
use std::collections::HashMap;

/// What the history is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurchaseSort {
    /// When it was bought.
    Made,
    /// The order number.
    Number,
}

/// Which purchases.
#[derive(Clone, Debug, Default)]
pub struct PurchaseFilter {
    /// The order number starts with this.
    pub number: String,
    /// How the payment stands.
    pub payment: Option<Payment>,
    /// Bought at or after.
    pub from: Option<Moment>,
    /// Bought at or before.
    pub until: Option<Moment>,
}

/// One purchase.
pub struct Purchase {
    /// The order.
    pub order: purchase::Model,
    /// What was bought under it, in the order of issue.
    pub lines: Vec<Line>,
    /// Who sold it; empty: nobody that is known.
    pub seller: String,
    /// What it cost.
    pub money: Option<Money>,
    /// Where its invoice is.
    pub invoice: Option<String>,
}

/// Licenses that were issued together.
pub struct Line {
    /// The product's name.
    pub product: String,
    /// The edition's name.
    pub edition: String,
    /// How many codes.
    pub count: i64,
    /// For so many devices each.
    pub seats: i64,
    /// Where the same is bought again; `None` of what is not sold any more.
    pub shop: Option<ShopLinks>,
}

/// One page of what an account bought.
pub async fn purchases(
    cx: &Cx,
    account: Uuid,
    filter: &PurchaseFilter,
    sorting: Sorting<PurchaseSort>,
    request: &PageRequest,
) -> Result<Paged<Purchase>, Fault> {
    use purchase::{Column, Entity};
    let mut which = Condition::all().add(Column::BuyerAccount.eq(account));
    let number = filter.number.trim();
    if !number.is_empty() {
        which = which.add(Column::Number.starts_with(number));
    }
    if let Some(payment) = filter.payment {
        which = which.add(Column::Payment.eq(payment));
    }
    if let Some(from) = filter.from {
        which = which.add(Column::CreatedAt.gte(from));
    }
    if let Some(until) = filter.until {
        which = which.add(Column::CreatedAt.lte(until));
    }
    let (column, key): (Column, fn(&purchase::Model) -> SortKey) = match sorting.column {
        PurchaseSort::Made => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
        PurchaseSort::Number => (Column::Number, |row| SortKey::Text(row.number.clone())),
    };
    let place = |row: &purchase::Model| (key(row), row.id);
    let select = Entity::find().filter(which);
    let found = keyset(cx.read(), select, (column, Column::Id), sorting.direction, request, place).await?;
    let mut lines = lines(cx, account, &found.items).await?;
    let sellers = sellers(cx, &found.items).await?;
    let mut invoices = invoices(cx, &found.items).await?;
    Ok(found.map(|order| Purchase {
        lines: lines.remove(&order.id).unwrap_or_default(),
        seller: order
            .seller_id
            .and_then(|id| sellers.get(&id).cloned())
            .or_else(|| order.partner.clone())
            .unwrap_or_default(),
        money: Money::stored(order.amount, order.currency.as_deref()),
        invoice: invoices.remove(&order.id),
        order,
    }))
}

/// One purchase of the account; `None` for another one's.
pub async fn own(cx: &Cx, account: Uuid, order: Uuid) -> Result<Option<Purchase>, Fault> {
    use purchase::{Column, Entity};
    let own = Entity::find_by_id(order).filter(Column::BuyerAccount.eq(account));
    let Some(order) = own.one(cx.read()).await? else { return Ok(None) };
    let one = std::slice::from_ref(&order);
    let seller = sellers(cx, one).await?.into_values().next();
    Ok(Some(Purchase {
        lines: lines(cx, account, one).await?.remove(&order.id).unwrap_or_default(),
        seller: seller.or_else(|| order.partner.clone()).unwrap_or_default(),
        money: Money::stored(order.amount, order.currency.as_deref()),
        invoice: invoices(cx, one).await?.remove(&order.id),
        order,
    }))
}

async fn lines(cx: &Cx, account: Uuid, orders: &[purchase::Model]) -> Result<HashMap<Uuid, Vec<Line>>, Fault> {
    if orders.is_empty() {
        return Ok(HashMap::new());
    }
    let batches = issue_batch::Entity::find()
        .filter(issue_batch::Column::PurchaseId.is_in(orders.iter().map(|order| order.id)))
        .order_by_asc(issue_batch::Column::Id)
        .all(cx.read())
        .await?;
    let ids = batches.iter().map(|batch| batch.product_id);
    let products = product::Entity::find().filter(product::Column::Id.is_in(ids)).all(cx.read()).await?;
    let editions = revisions::of_editions(cx.read(), batches.iter().map(|batch| batch.edition_id)).await?;
    let mut lines: HashMap<Uuid, Vec<Line>> = HashMap::new();
    for batch in batches {
        let product = products.iter().find(|product| product.id == batch.product_id);
        let is_sold = |rev: &&edition_rev::Model| rev.edition_id == batch.edition_id && rev.number == batch.edition_rev;
        let edition = editions.iter().find(is_sold);
        let (Some(product), Some(edition)) = (product, edition) else { continue };
        let is_sold = product.archived_at.is_none() && !product.buy_url.is_empty();
        let shop = is_sold.then(|| ShopLinks {
            buy: product.buy_url.clone(),
            renew: product.renew_url.clone(),
            edition: edition.code.clone(),
            user: account,
        });
        lines.entry(batch.purchase_id).or_default().push(Line {
            product: product.name.clone(),
            edition: edition.name.clone(),
            count: batch.total,
            seats: batch.seats,
            shop,
        });
    }
    Ok(lines)
}

async fn sellers(cx: &Cx, orders: &[purchase::Model]) -> Result<HashMap<Uuid, String>, Fault> {
    let ids: Vec<Uuid> = orders.iter().filter_map(|order| order.seller_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = seller::Entity::find().filter(seller::Column::Id.is_in(ids)).all(cx.read()).await?;
    Ok(found.into_iter().map(|seller| (seller.id, seller.name)).collect())
}

/// The links to invoices of these orders; those whose key is gone have none.
pub(crate) async fn invoices(cx: &Cx, orders: &[purchase::Model]) -> Result<HashMap<Uuid, String>, Fault> {
    let told: Vec<Uuid> = orders.iter().filter(|order| order.invoice_sealed.is_some()).map(|order| order.id).collect();
    let keys = subject::keys(cx, cx.read(), &told).await?;
    let mut found = HashMap::with_capacity(told.len());
    for order in orders {
        if let Some(key) = keys.get(&order.id)
            && let Some(url) = invoice::of_order(key, order)?
        {
            found.insert(order.id, url);
        }
    }
    Ok(found)
}
