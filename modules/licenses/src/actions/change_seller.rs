//! A seller is changed (LIC-35): whoever bought from it reads the new ways to reach it at once. One that sells no more stays with
//! its orders and is offered for no new one.

use super::add_seller::{SellerRefusal, taken};
use crate::events;
use crate::model::seller::{SellerEntry, read};
use crate::rights::{OrdersWrite, may};
use crate::tables::seller::{Column, Entity};
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, Set};

/// Changes a seller that is still at `expected` (`None`: whatever it is at).
pub async fn change_seller(
    cx: &Cx,
    id: Uuid,
    expected: Option<i64>,
    entry: &SellerEntry,
) -> Outcome<Uuid, SellerRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let row = read(&mut reader, entry);
    let mut row = reader.finish(row).or_refuse()?;
    if let Some(archived) = entry.archived {
        row.archived_at = Set(archived.then_some(cx.now()));
    }
    let tx = cx.begin().await?;
    let mut update = Entity::update_many()
        .set(row)
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id));
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
