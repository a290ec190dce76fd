//! Removing files: a mark in the transaction, a job for the bytes.

use crate::jobs;
use crate::tables::file::{Column, DELETING, Entity};
use crate::tables::upload;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;

/// Removes a file: with the commit nobody gets it any more, and a job removes its bytes. `false` where it is gone already.
/// The caller checks the right and writes the audit line.
pub async fn remove(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    Ok(mark(cx, tx, Condition::all().add(Column::Id.eq(id))).await? == 1)
}

/// Removes these files; returns how many of them were there.
pub async fn remove_all(cx: &Cx, tx: &Tx, ids: &[Uuid]) -> Result<u64, Fault> {
    mark(cx, tx, Condition::all().add(Column::Id.is_in(ids.iter().copied()))).await
}

/// Removes every file of an owner; returns how many there were.
pub async fn remove_owned(cx: &Cx, tx: &Tx, owner: Uuid) -> Result<u64, Fault> {
    mark(cx, tx, Condition::all().add(Column::Owner.eq(owner))).await
}

/// Marks these files and queues the job. What tells of their contents goes at once; who is still sending one stops at the next part.
pub(crate) async fn mark(cx: &Cx, tx: &Tx, which: Condition) -> Result<u64, Fault> {
    let ids = Query::select().column(Column::Id).from(Entity).cond_where(which.clone()).to_owned();
    upload::Entity::delete_many().filter(upload::Column::Id.in_subquery(ids)).exec(&**tx).await?;
    let marked = Entity::update_many()
        .col_expr(Column::State, Expr::value(DELETING))
        .col_expr(Column::NameSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ContentMac, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ReceiptSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ScanSaid, Expr::value(None::<String>))
        .filter(which)
        .filter(Column::State.ne(DELETING))
        .exec(&**tx)
        .await?
        .rows_affected;
    if marked > 0 {
        jobs::remove_marked(cx, tx).await?;
    }
    Ok(marked)
}
