//! A seller is changed (LIC-35): whoever bought from it reads the new ways to reach it at once. One that sells no more stays with
//! its orders and is offered for no new one.

use super::add_seller::{SellerRefusal, taken};
use crate::events;
use crate::model::seller::{SellerEntry, read};
use crate::rights::{SellersWrite, may};
use crate::tables::seller::{Column, Entity};
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Func;

/// Changes a seller that is still at `expected` (`None`: whatever it is at).
pub async fn change_seller(
    cx: &Cx,
    id: Uuid,
    expected: Option<i64>,
    entry: &SellerEntry,
) -> Outcome<Uuid, SellerRefusal> {
    may::<SellersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let row = read(&mut reader, entry);
    let row = reader.finish(row).or_refuse()?;
    let tx = cx.begin().await?;
    let mut update = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id));
    // Since when it sells no more stays, however often that is said.
    update = match entry.archived {
        None => update,
        Some(true) => {
            let since = [Expr::col(Column::ArchivedAt), Expr::value(cx.now())];
            update.col_expr(Column::ArchivedAt, Func::coalesce(since).into())
        }
        Some(false) => update.col_expr(Column::ArchivedAt, Expr::value(None::<Moment>)),
    };
    if let Some(version) = expected {
        update = update.filter(Column::Version.eq(version));
    }
    if update.exec(&*tx).await.map_err(taken)?.rows_affected == 0 {
        let exists = Entity::find_by_id(id).one(&*tx).await?.is_some();
        return Err(refuse(if exists { SellerRefusal::Stale } else { SellerRefusal::Unknown }));
    }
    cx.audit(&tx, events::SELLER_CHANGED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
