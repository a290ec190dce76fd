//! Whoever holds the link of an invitation, or is signed in with its address, declines it (COM-5); the inviter is told. Only the button of the
//! page does this: mail scanners that open links change nothing.

use super::{BUDGET, locked};
use crate::events::INVITATION_DECLINED;
use crate::mails;
use crate::model::states::InvitationState;
use crate::queries::invitations::{self, DeadInvitation, Opened, account_of};
use crate::tables::company;
use crate::tables::invitation::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::TooOften;
use sea_orm::ExprTrait as _;
use sea_orm::entity::prelude::*;

/// Why nothing is done by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum LinkRefusal {
    /// It opens nothing.
    Dead(DeadInvitation),
    /// Too many from this network, or with this link.
    TooOften(TooOften),
    /// It was asked for today.
    #[refusal(429, "company.asked_today", asked_today)]
    Today,
}

/// What a link opens, counted.
pub(super) async fn opened(cx: &Cx, token: &str) -> Outcome<Opened, LinkRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let found = invitations::by_token(cx, cx.read(), token).await;
    let found = found.map_err(|stop| stop.map(LinkRefusal::from))?;
    BUDGET.check_subject(cx, token)?.or_refuse()?;
    Ok(found)
}

/// Declines it; once more changes nothing. Answers the company's name.
pub async fn decline(cx: &Cx, token: &str) -> Outcome<String, LinkRefusal> {
    let found = opened(cx, token).await?;
    let tx = cx.begin().await?;
    let row = locked(&tx, found.row.id).await?.ok_or(DeadInvitation::Unknown).or_refuse()?;
    if row.state == InvitationState::Declined {
        return Ok(found.company.name);
    }
    if row.state != InvitationState::Sent || row.ends_at <= cx.now() {
        return Err(refuse(found.dead().unwrap_or(DeadInvitation::Unknown).into()));
    }
    declined(cx, &tx, &row, &found.company, &found.email).await?;
    tx.commit().await?;
    Ok(found.company.name)
}

/// Declines one that was sent to the address of who is signed in, without its link; once more changes nothing. Answers the company's name.
pub async fn decline_own(cx: &Cx, invitation: Uuid) -> Outcome<String, DeadInvitation> {
    let account = cx.actor.account().ok_or(DeadInvitation::Unknown).map_err(refuse)?;
    let own = contacts::contact(cx, cx.read(), account).await?.ok_or(DeadInvitation::Unknown).map_err(refuse)?;
    let tx = cx.begin().await?;
    let row = locked(&tx, invitation).await?.ok_or(DeadInvitation::Unknown).map_err(refuse)?;
    let found = invitations::open(cx, &*tx, row).await?.ok_or(DeadInvitation::Unknown).map_err(refuse)?;
    if gatehouse_address::normalized(&found.email) != gatehouse_address::normalized(&own.to.email) {
        return Err(refuse(DeadInvitation::Unknown));
    }
    match found.dead() {
        None => declined(cx, &tx, &found.row, &found.company, &found.email).await?,
        Some(DeadInvitation::Declined) => return Ok(found.company.name),
        Some(dead) => return Err(refuse(dead)),
    }
    tx.commit().await?;
    Ok(found.company.name)
}

/// The step itself, inside the transaction of whoever holds the row.
async fn declined(cx: &Cx, tx: &Tx, row: &Model, company: &company::Model, email: &str) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(InvitationState::Declined))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    cx.audit(tx, INVITATION_DECLINED.about(row.company_id)).await?;
    if let Some(account) = account_of(&**tx, row.company_id, row.invited_by).await?
        && let Some(to) = contacts::contact(cx, &**tx, account).await?
    {
        mails::invitation_declined::queue(cx, tx, &to.to, company, email).await?;
    }
    Ok(())
}
