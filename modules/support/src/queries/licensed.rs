//! For which products somebody has a running license (SUP-22): the ground of technical support.

use gatehouse_catalog::tables::product;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_licenses::model::holder::Holder;
use gatehouse_licenses::model::license::{Status, status};
use gatehouse_licenses::tables::{license, license_holder};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _, Select};

/// Licenses of one product that are looked at: the latest ends.
const MOST: u64 = 50;

/// Whether a license is the ground of support: it runs, or has only to be activated.
#[must_use]
pub fn is_running(license: &license::Model, now: Moment) -> bool {
    matches!(status(license, now), Status::Active | Status::NotActivated)
}

/// Those that may run, as far as one statement can tell; [`is_running`] tells the rest.
fn perhaps_running(holder: Holder, now: Moment) -> Select<license::Entity> {
    use license::{Column, Entity};
    let held = license_holder::Entity::find()
        .select_only()
        .column(license_holder::Column::LicenseId)
        .filter(license_holder::of(holder));
    Entity::find()
        .filter(Column::Id.in_subquery(held.into_query()))
        .filter(Column::EndsOrder.gt(now.0))
        .filter(Column::SupersededAt.is_null())
        .filter(Column::BlockedAt.is_null())
        .filter(Column::AwaitingVerification.eq(false))
        .filter(Condition::any().add(Column::BlockFrom.is_null()).add(Column::BlockFrom.gt(now)))
}

/// The running licenses of a product, the one that ends last first.
pub async fn of_product<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    holder: Holder,
    product: Uuid,
) -> Result<Vec<license::Model>, Fault> {
    let now = cx.now();
    let rows = perhaps_running(holder, now)
        .filter(license::Column::ProductId.eq(product))
        .order_by_desc(license::Column::EndsOrder)
        .order_by_desc(license::Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    Ok(rows.into_iter().filter(|row| is_running(row, now)).collect())
}

/// The products that technical support is offered for, by their names.
pub async fn products<C: ConnectionTrait>(cx: &Cx, conn: &C, holder: Holder) -> Result<Vec<product::Model>, Fault> {
    let now = cx.now();
    let not_activated_too_late = Condition::any()
        .add(license::Column::FirstActivatedAt.is_not_null())
        .add(license::Column::ActivateBy.is_null())
        .add(license::Column::ActivateBy.gt(now));
    let ids = perhaps_running(holder, now)
        .filter(not_activated_too_late)
        .select_only()
        .column(license::Column::ProductId)
        .distinct();
    let found = product::Entity::find().filter(product::Column::Id.in_subquery(ids.into_query()));
    Ok(found.order_by_asc(product::Column::Name).order_by_asc(product::Column::Id).all(conn).await?)
}

/// Whether they have this license, whatever has become of it.
pub async fn is_held<C: ConnectionTrait>(conn: &C, holder: Holder, license: Uuid) -> Result<bool, Fault> {
    use sea_orm::PaginatorTrait as _;
    let own = license_holder::Entity::find()
        .filter(license_holder::Column::LicenseId.eq(license))
        .filter(license_holder::of(holder));
    Ok(own.count(conn).await? > 0)
}
