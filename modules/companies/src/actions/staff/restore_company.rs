//! A company that its owner deleted less than a day ago is used again (COM-11): nothing of it was erased yet. The owner is told.

use super::steps::CompanyRefusal;
use crate::actions::lock::lock;
use crate::events::RESTORED;
use crate::mails::company_changed::{self, Told};
use crate::model::states::{CompanyState, may_restore};
use crate::rights::staff::{CompaniesWrite, may};
use crate::tables::company::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Restores it.
pub async fn restore_company(cx: &Cx, id: Uuid) -> Outcome<Uuid, CompanyRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(held) = lock(cx, &tx, id).await? else { return Err(refuse(CompanyRefusal::Unknown)) };
    if !may_restore(held.row().state, held.row().purge_at, cx.now()) {
        return Err(refuse(CompanyRefusal::NotRestorable));
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(CompanyState::Active))
        .col_expr(Column::DeletedAt, Expr::value(None::<Moment>))
        .col_expr(Column::PurgeAt, Expr::value(None::<Moment>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(id))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, RESTORED.about(id)).await?;
    company_changed::tell_owner(cx, &tx, &held, &Told::Restored).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
