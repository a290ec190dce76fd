//! A clerk has confirmed a company (COM-2), or approved its first license (LIC-23): others join by it from now on. A step inside the
//! transaction of whoever decides, under the company's lock.

use crate::events::CONFIRMED;
use crate::model::states::CompanyState;
use crate::rights::Locked;
use crate::tables::company::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Confirms it; one that waits for nothing stays as it is. One that is deleted comes back confirmed, where it is restored.
pub async fn confirmed(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Result<(), Fault> {
    let row = company.row();
    let state = match (row.state, row.state_before) {
        (CompanyState::Unverified, _) => Column::State,
        (CompanyState::Deleted, Some(CompanyState::Unverified)) => Column::StateBefore,
        _ => return Ok(()),
    };
    Entity::update_many()
        .col_expr(state, Expr::value(CompanyState::Active))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(company.id()))
        .exec(&**tx)
        .await?;
    cx.audit(tx, CONFIRMED.about(company.id())).await
}
