//! The chats of an account end with it: nobody sees them from its commit on, and a job erases them, because there may be many.

use crate::jobs::erasing;
use crate::model::state::{EndedBy, State};
use crate::tables::chat::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// The account goes.
pub(crate) async fn account_deleted(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Ended))
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .col_expr(Column::EndedBy, Expr::value(Some(EndedBy::Customer.word())))
        .filter(Column::AccountId.eq(account))
        .filter(Column::State.ne(State::Ended))
        .exec(&**tx)
        .await?;
    let due = Entity::update_many()
        .col_expr(Column::EraseAt, Expr::value(now))
        .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
        .filter(Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    if due.rows_affected > 0 {
        super::say::tell_desk(cx, tx);
        erasing::enqueue(cx, tx).await?;
    }
    Ok(())
}

/// Whether the account has any.
pub(crate) async fn has_any(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find().filter(Column::AccountId.eq(account)).one(&**tx).await?.is_some())
}
