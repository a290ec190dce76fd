//! What revocation lists are made of, and which of them are out of date (LIC-20).

use crate::model::revocation::{LONGEST_LEASE, LOOK_BACK, REMADE_EVERY};
use crate::model::transfer::FreedBy;
use crate::tables::{activation, lease_stop, license, revocation_list};
use gatehouse_catalog::tables::product;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, ConnectionTrait, ExprTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect};
use std::cmp::Reverse;

/// The activations of a product whose leases may still run and must not be believed, the latest first, at most `most`:
/// those of blocked licenses, and those whose seat was freed. A device that gave its seat back itself has deleted its lease
/// if it is honest; whether it is, nobody knows, so it is named until that lease has ended.
pub(crate) async fn revoked<C: ConnectionTrait>(
    conn: &C,
    product: Uuid,
    now: Moment,
    most: u64,
) -> Result<Vec<Uuid>, Fault> {
    use activation::{Column, Entity};
    let since = now.plus(-LONGEST_LEASE);
    let of_product = || {
        Entity::find()
            .select_only()
            .column(Column::Id)
            .join(
                JoinType::InnerJoin,
                Entity::belongs_to(license::Entity).from(Column::LicenseId).to(license::Column::Id).into(),
            )
            .filter(license::Column::ProductId.eq(product))
            .limit(most)
    };
    let mut found: Vec<(Uuid, Moment)> = of_product()
        .column(license::Column::BlockedAt)
        .filter(license::Column::BlockedAt.gte(since))
        .filter(Column::DeactivatedAt.is_null())
        .order_by_desc(license::Column::BlockedAt)
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    let freed: Vec<(Uuid, Moment)> = of_product()
        .column(Column::DeactivatedAt)
        .filter(Column::DeactivatedAt.gte(since))
        .filter(Condition::any().add(Column::DeactivatedBy.ne(FreedBy::Product)).add(Column::LeaseUntil.gt(now)))
        .order_by_desc(Column::DeactivatedAt)
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(conn)
        .await?;
    found.extend(freed);
    found.sort_unstable_by_key(|(id, at)| Reverse((*at, *id)));
    Ok(found.into_iter().map(|(id, _)| id).take(usize::try_from(most).unwrap_or(usize::MAX)).collect())
}

/// Products whose list is missing, or older than a day, or older than a stop, or was made or looked at by a clock that was ahead:
/// no stop would be later than that one. At most `most`.
pub(crate) async fn out_of_date<C: ConnectionTrait>(conn: &C, now: Moment, most: u64) -> Result<Vec<Uuid>, Fault> {
    use revocation_list::Column;
    let at = || Expr::col((lease_stop::Entity, lease_stop::Column::At));
    let stopped_since = Query::select()
        .expr(Expr::col((license::Entity, license::Column::ProductId)))
        .from(lease_stop::Entity)
        .inner_join(
            license::Entity,
            Expr::col((license::Entity, license::Column::Id))
                .equals((lease_stop::Entity, lease_stop::Column::LicenseId)),
        )
        .inner_join(
            revocation_list::Entity,
            Expr::col((revocation_list::Entity, Column::ProductId))
                .equals((license::Entity, license::Column::ProductId)),
        )
        .and_where(at().gte(now.plus(-REMADE_EVERY)))
        .and_where(at().gte(Expr::col((revocation_list::Entity, Column::LookedAt)).sub(LOOK_BACK)))
        .to_owned();
    let rows = product::Entity::find()
        .select_only()
        .column(product::Column::Id)
        .join(
            JoinType::LeftJoin,
            product::Entity::belongs_to(revocation_list::Entity).from(product::Column::Id).to(Column::ProductId).into(),
        )
        .filter(
            Condition::any()
                .add(Column::ProductId.is_null())
                .add(Column::MadeAt.lte(now.plus(-REMADE_EVERY)))
                .add(Column::MadeAt.gt(now.latest_believed()))
                .add(Column::LookedAt.gt(now.latest_believed()))
                .add(product::Column::Id.in_subquery(stopped_since)),
        )
        .order_by_asc(product::Column::Id)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows)
}

/// The number of a product's list, by the product's code.
pub(crate) async fn number<C: ConnectionTrait>(conn: &C, code: &str) -> Result<Option<(Uuid, i64)>, Fault> {
    use revocation_list::{Column, Entity};
    // PostgreSQL has no zero character in a text.
    if code.contains('\0') {
        return Ok(None);
    }
    let row = Entity::find()
        .select_only()
        .columns([Column::ProductId, Column::Seq])
        .join(
            JoinType::InnerJoin,
            Entity::belongs_to(product::Entity).from(Column::ProductId).to(product::Column::Id).into(),
        )
        .filter(product::Column::Code.eq(code))
        .into_tuple()
        .one(conn)
        .await?;
    Ok(row)
}

/// A product's list.
pub(crate) async fn of_product<C: ConnectionTrait>(
    conn: &C,
    product: Uuid,
) -> Result<Option<revocation_list::Model>, Fault> {
    Ok(revocation_list::Entity::find_by_id(product).one(conn).await?)
}

/// What staff see of a revocation list.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct ListFacts {
    /// Its number.
    pub seq: i64,
    /// How many devices it names.
    pub entries: i64,
    /// When it was signed.
    pub made_at: Moment,
}

/// A product's latest list, without its text.
pub(crate) async fn facts<C: ConnectionTrait>(conn: &C, product: Uuid) -> Result<Option<ListFacts>, Fault> {
    use revocation_list::{Column, Entity};
    let columns = [Column::Seq, Column::Entries, Column::MadeAt];
    Ok(Entity::find_by_id(product).select_only().columns(columns).into_model().one(conn).await?)
}
