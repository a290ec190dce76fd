//! The renewal center of an account or a company (LIC-8): its licenses by their ends, with who renews them and whether that goes by itself.

use super::customer_licenses::{self, Filter, Item, SortBy};
use super::sellers::{self, SoldBy};
use crate::model::auto_renewal::{WishState, manage_url};
use crate::model::holder::Holder;
use crate::model::license::grouped;
use crate::rights::{LicensesRead, OrdersRead};
use crate::tables::{auto_renewal, license, purchase, seller};
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// One license with an end.
pub struct Renewable {
    /// As the list of licenses has it.
    pub item: Item,
    /// Who sold it.
    pub sold_by: SoldBy,
    /// What is known of automatic renewal.
    pub auto: Option<auto_renewal::Model>,
}

/// One page of them. `reader`: the account that reads it.
pub async fn renewals(
    cx: &Cx,
    (holder, reader): (Holder, Uuid),
    filter: &Filter,
    sorting: Sorting<SortBy>,
    request: &PageRequest,
) -> Result<Paged<Renewable>, Fault> {
    let filter = Filter { has_end: true, ..filter.clone() };
    let found = customer_licenses::without_codes(cx, (holder, reader), &filter, sorting, request).await?;
    let orders = found.items.iter().map(|item| item.license.purchase_id);
    let orders = purchase::Entity::find().filter(purchase::Column::Id.is_in(orders)).all(cx.read()).await?;
    let ids = orders.iter().filter_map(|order| order.seller_id);
    let sellers = seller::Entity::find().filter(seller::Column::Id.is_in(ids)).all(cx.read()).await?;
    let mut autos = of_licenses(cx, found.items.iter().map(|item| item.license.id)).await?;
    Ok(found.map(|item| {
        let order = orders.iter().find(|order| order.id == item.license.purchase_id);
        let seller = order.and_then(|order| sellers.iter().find(|seller| Some(seller.id) == order.seller_id));
        let sold_by = SoldBy {
            seller: seller.cloned(),
            name: order.and_then(|order| order.partner.clone()).unwrap_or_default(),
            order: order.map(|order| order.number.clone()).unwrap_or_default(),
            license: grouped(&item.license.number),
        };
        Renewable { sold_by, auto: autos.remove(&item.license.id), item }
    }))
}

async fn of_licenses(cx: &Cx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, auto_renewal::Model>, Fault> {
    use auto_renewal::{Column, Entity};
    let found = Entity::find().filter(Column::LicenseId.is_in(ids)).all(cx.read()).await?;
    Ok(found.into_iter().map(|row| (row.license_id, row)).collect())
}

/// How automatic renewal of a license stands, and where the shop lets the buyer switch it.
pub struct Standing {
    /// What is known; `None`: the shop told nothing, and nobody wished anything.
    pub row: Option<auto_renewal::Model>,
    /// In the shop.
    pub manage: Option<String>,
    /// Who sold the license.
    pub sold_by: SoldBy,
}

/// Of this license, which the reader has or may see.
pub(crate) async fn standing(cx: &Cx, license: &license::Model) -> Result<Standing, Fault> {
    let row = of_licenses(cx, std::iter::once(license.id)).await?.remove(&license.id);
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let manage = match &row {
        Some(row) => manage_url(key.as_ref(), row)?,
        None => None,
    };
    Ok(Standing { row, manage, sold_by: sellers::of_license(cx, license).await? })
}

/// The same for the shop's program; `None`: there is no such license.
pub async fn told(cx: &May<OrdersRead>, id: Uuid) -> Result<Option<Option<auto_renewal::Model>>, Fault> {
    if license::Entity::find_by_id(id).count(cx.read()).await? == 0 {
        return Ok(None);
    }
    Ok(Some(of_licenses(cx, std::iter::once(id)).await?.remove(&id)))
}

/// Which wishes.
#[derive(Clone, Copy, Debug, Default)]
pub struct WishFilter {
    /// So far.
    pub state: Option<WishState>,
}

/// What a shop has not answered yet, with the number of its license.
pub struct Waiting {
    /// The wish.
    pub row: auto_renewal::Model,
    /// The license's number.
    pub license: String,
}

/// One page of the wishes that wait.
pub async fn waiting(
    cx: &May<LicensesRead>,
    filter: WishFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<Waiting>, Fault> {
    use auto_renewal::{Column, Entity};
    let mut select = Entity::find().filter(Column::Wish.is_not_null()).filter(Column::WishedAt.is_not_null());
    if let Some(state) = filter.state {
        select = select.filter(Column::State.eq(state));
    }
    let place = |row: &auto_renewal::Model| (SortKey::Int(row.wished_at.map_or(0, |at| at.0)), row.id);
    let found = keyset(cx.read(), select, (Column::WishedAt, Column::Id), direction, request, place).await?;
    let ids = found.items.iter().map(|row| row.license_id);
    let licenses = license::Entity::find().filter(license::Column::Id.is_in(ids)).all(cx.read()).await?;
    let number =
        |id: Uuid| licenses.iter().find(|row| row.id == id).map(|row| grouped(&row.number)).unwrap_or_default();
    Ok(found.map(|row| Waiting { license: number(row.license_id), row }))
}
