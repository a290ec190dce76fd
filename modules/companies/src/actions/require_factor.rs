//! A company requires two-step verification of its users, or no more (COM-14). Whoever demands it has it: nobody locks out everybody else
//! and themselves. Users without it are led to where they set it up, with their next page of the company; nobody is removed.

use super::enter::enter;
use crate::events::{FACTOR_FREE, FACTOR_REQUIRED};
use crate::refusals::EnterRefusal;
use crate::rights::ChangeSettings;
use crate::tables::company::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Stop, Uuid, refuse};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Why it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RequireFactorRefusal {
    /// They are no member, or lack the right.
    Enter(EnterRefusal),
    /// They have no two-step verification themselves.
    #[refusal(422, "company.own_factor_first", company_own_factor_first, field = "require_factor")]
    OwnFirst,
}

/// Requires it, or lets it be. `company`: of the page's scope.
pub async fn require_factor(cx: &Cx, company: Uuid, required: bool) -> Outcome<(), RequireFactorRefusal> {
    let tx = cx.begin().await?;
    let entered = enter::<ChangeSettings>(cx, &tx, company).await;
    let (by, locked) = entered.map_err(|stop: Stop<EnterRefusal>| stop.map(RequireFactorRefusal::Enter))?;
    if locked.row().require_factor == required {
        return Ok(());
    }
    if required && !contacts::has_second_step(&*tx, by.account()).await? {
        return Err(refuse(RequireFactorRefusal::OwnFirst));
    }
    Entity::update_many()
        .col_expr(Column::RequireFactor, Expr::value(required))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(company))
        .exec(&*tx)
        .await?;
    let event = if required { FACTOR_REQUIRED } else { FACTOR_FREE };
    cx.audit(&tx, event.about(company).of_account(by.account())).await?;
    tx.commit().await?;
    Ok(())
}
