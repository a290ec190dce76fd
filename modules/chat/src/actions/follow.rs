//! The chats of an account end with it, and those in the name of a company with that: nobody sees them from the commit on, and a job erases them, because
//! there may be many. Those of a double are the other company's.

use crate::jobs::erasing;
use crate::model::state::{EndedBy, State};
use crate::tables::chat::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// The account goes.
pub(crate) async fn account_deleted(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    end_all(cx, tx, || Column::AccountId.eq(account)).await
}

/// The company is gone for good.
pub(crate) async fn company_purged(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    end_all(cx, tx, || Column::CompanyId.eq(company)).await
}

/// What a double had is the other company's.
pub(crate) async fn company_merged(tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    let its = Entity::update_many().col_expr(Column::CompanyId, Expr::value(into));
    its.filter(Column::CompanyId.eq(from)).exec(&**tx).await?;
    Ok(())
}

/// These are over, and due to be erased.
async fn end_all(cx: &Cx, tx: &Tx, which: impl Fn() -> Expr) -> Result<(), Fault> {
    let now = cx.now();
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Ended))
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .col_expr(Column::EndedBy, Expr::value(Some(EndedBy::Customer.word())))
        .filter(which())
        .filter(Column::State.ne(State::Ended))
        .exec(&**tx)
        .await?;
    let due = Entity::update_many()
        .col_expr(Column::EraseAt, Expr::value(now))
        .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
        .filter(which())
        .exec(&**tx)
        .await?;
    if due.rows_affected > 0 {
        super::say::tell_desk(cx, tx);
        erasing::enqueue(cx, tx).await?;
    }
    Ok(())
}

/// Whether the account has any of its own: those in a company's name are the company's.
pub(crate) async fn has_any(tx: &Tx, account: Uuid) -> Result<bool, Fault> {
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::CompanyId.is_null());
    Ok(own.one(&**tx).await?.is_some())
}
