//! Sellers: for staff and their programs, and whom a buyer is told to ask (LIC-35).

use super::entitlement;
use crate::model::code;
use crate::model::license::grouped;
use crate::rights::{OrdersRead, OrdersWrite, SellersWrite};
use crate::tables::seller::{Column, Entity, Model};
use crate::tables::{license, purchase};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::containing::in_name_or_code;
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use gatehouse_formats::ActivationCode;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// The most sellers that a form offers.
const OFFERED: u64 = 500;

/// What sellers can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SellerColumn {
    /// The name.
    Name,
    /// When it was added.
    Created,
}

/// Which sellers.
#[derive(Clone, Debug, Default)]
pub struct SellerFilter {
    /// Name or code contains this.
    pub text: String,
    /// Also those that sell no more.
    pub archived: bool,
}

/// Sellers, by name or date.
pub async fn sellers(
    cx: &May<OrdersRead>,
    filter: &SellerFilter,
    sorting: Sorting<SellerColumn>,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let mut condition = Condition::all().add(in_name_or_code(Column::Name, Column::Code, &filter.text));
    if !filter.archived {
        condition = condition.add(Column::ArchivedAt.is_null());
    }
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        SellerColumn::Name => (Column::Name, |row| SortKey::Text(row.name.clone())),
        SellerColumn::Created => (Column::CreatedAt, |row| SortKey::Int(row.created_at.0)),
    };
    let place = |row: &Model| (key(row), row.id);
    keyset(cx.read(), Entity::find().filter(condition), (column, Column::Id), sorting.direction, request, place).await
}

/// One seller; `None` when there is none.
pub async fn seller(cx: &May<OrdersRead>, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}

/// One seller after a change, for who may change it. It is a firm, so a key that may not read orders is told it too.
pub async fn seller_after_change(cx: &May<SellersWrite>, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}

/// Those that a form offers, by name.
pub async fn offered(cx: &May<OrdersWrite>) -> Result<Vec<Model>, Fault> {
    let selling = Entity::find().filter(Column::ArchivedAt.is_null());
    Ok(selling.order_by_asc(Column::Name).order_by_asc(Column::Id).limit(OFFERED).all(cx.read()).await?)
}

/// A seller, by its code or id.
pub(crate) async fn named(cx: &Cx, text: &str) -> Result<Option<Model>, Fault> {
    let one = match Uuid::parse_str(text) {
        Ok(id) => Entity::find_by_id(id),
        Err(_) => Entity::find().filter(Column::Code.eq(text.to_lowercase().replace('\0', ""))),
    };
    Ok(one.one(cx.read()).await?)
}

/// Who sold a license, as its holder or the bearer of its code is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SoldBy {
    /// The seller, where the order names one.
    pub seller: Option<Model>,
    /// The name that the order has for it, where it names none.
    pub name: String,
    /// The order's number.
    pub order: String,
    /// The license's number, in two groups; empty where it is about an order.
    pub license: String,
}

impl SoldBy {
    /// The seller's name; empty where nobody knows it.
    pub fn name(&self) -> &str {
        self.seller.as_ref().map_or(&self.name, |seller| &seller.name)
    }
}

/// Who sold what was bought with this order.
pub(crate) async fn of_order(cx: &Cx, order: &purchase::Model, license: &license::Model) -> Result<SoldBy, Fault> {
    Ok(SoldBy {
        seller: stored_of(cx, order).await?,
        name: order.partner.clone().unwrap_or_default(),
        order: order.number.clone(),
        license: grouped(&license.number),
    })
}

/// The same where no license of it is meant.
pub(crate) async fn of_purchase(cx: &Cx, order: &purchase::Model) -> Result<SoldBy, Fault> {
    Ok(SoldBy {
        seller: stored_of(cx, order).await?,
        name: order.partner.clone().unwrap_or_default(),
        order: order.number.clone(),
        license: String::new(),
    })
}

/// Who sold this license.
pub(crate) async fn of_license(cx: &Cx, license: &license::Model) -> Result<SoldBy, Fault> {
    match purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await? {
        Some(order) => of_order(cx, &order, license).await,
        None => Ok(SoldBy { license: grouped(&license.number), ..SoldBy::default() }),
    }
}

/// Who sold the license of a code, for its bearer; `None` for what is no code of ours. The order is not told.
pub(crate) async fn of_code(cx: &Cx, typed: &str) -> Result<Option<SoldBy>, Fault> {
    let Ok(code) = ActivationCode::parse(typed) else { return Ok(None) };
    match entitlement::by_code(cx, cx.read(), &code::lookups(&cx.app.keys, &code)).await? {
        Some(found) => Ok(Some(SoldBy { order: String::new(), ..of_license(cx, &found.license).await? })),
        None => Ok(None),
    }
}

/// The seller that an order names.
pub(crate) async fn stored_of(cx: &Cx, order: &purchase::Model) -> Result<Option<Model>, Fault> {
    match order.seller_id {
        Some(id) => Ok(Entity::find_by_id(id).one(cx.read()).await?),
        None => Ok(None),
    }
}
