//! The owner came back from the company's provider (COM-14): for an hour it can be switched on. In the same session they are known there.

use super::mark;
use crate::enter;
use crate::events::SSO_TESTED;
use crate::model::states::OidcState;
use crate::queries::provider::of_company;
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::company_oidc::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
use gatehouse_federation::MemberClaims;
use sea_orm::entity::prelude::*;

/// Why the trial counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum TestRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// Another provider was entered meanwhile.
    #[refusal(409, "sso.other", sso_other)]
    Other,
    /// Somebody else of the company is known by this account there.
    #[refusal(409, "sso.taken", sso_taken)]
    Taken,
}

/// Notes it.
pub async fn tested(cx: &Cx, company: Uuid, claims: &MemberClaims) -> Outcome<(), TestRefusal> {
    let tx = cx.begin().await?;
    let (by, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(TestRefusal::Enter))?;
    let (oidc, subject) = claims.identity();
    let row = of_company(&*tx, company.id()).await?.filter(|row| row.id == oidc);
    let Some(row) = row else { return Err(refuse(TestRefusal::Other)) };
    if !mark::tie(cx, &tx, oidc, subject, by.member()).await? {
        return Err(refuse(TestRefusal::Taken));
    }
    let state = if row.state == OidcState::Draft { OidcState::Tested } else { row.state };
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::TestedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, SSO_TESTED.about(company.id())).await?;
    tx.commit().await?;
    Ok(())
}
