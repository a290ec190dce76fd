//! Takes an invitation back (COM-5): by whoever sent it, or by the right to manage users. Its link opens nothing from then on.

use super::locked;
use crate::actions::enter::enter;
use crate::events::INVITATION_WITHDRAWN;
use crate::model::rights::CompanyRight;
use crate::model::states::InvitationState;
use crate::queries::members::Users;
use crate::refusals::EnterRefusal;
use crate::tables::invitation::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Why it stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum WithdrawRefusal {
    /// The actor does not get in.
    Enter(EnterRefusal),
    /// There is none, or it is answered.
    #[refusal(409, "company.invitation_over", invitation_over)]
    Over,
    /// Somebody else sent it.
    #[refusal(403, "company.invitation_others", invitation_others)]
    Others,
}

/// Takes it back.
pub async fn withdraw(cx: &Cx, company: Uuid, invitation: Uuid) -> Outcome<(), WithdrawRefusal> {
    let tx = cx.begin().await?;
    let entered = enter::<Users>(cx, &tx, company).await;
    let (by, company) = entered.map_err(|stop| stop.map(WithdrawRefusal::from))?;
    let row = locked(&tx, invitation).await?.filter(|row| row.company_id == company.id());
    let row = row.ok_or(WithdrawRefusal::Over).or_refuse()?;
    if !row.state.at(row.ends_at, row.registered_at, cx.now()).may_withdraw() {
        return Err(refuse(WithdrawRefusal::Over));
    }
    if row.invited_by != by.member() && !by.may(CompanyRight::ManageUsers) {
        return Err(refuse(WithdrawRefusal::Others));
    }
    Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Withdrawn))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, INVITATION_WITHDRAWN.about(company.id())).await?;
    tx.commit().await?;
    Ok(())
}
