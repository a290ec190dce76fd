//! A second person approves or declines; who proposed takes back.

use crate::MadeKey;
use crate::table::{Column, Entity, Model, State};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// Why it was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ApprovalRefusal {
    /// No such proposal.
    #[refusal(404, "proposal.unknown", refusal_proposal_unknown)]
    Unknown,
    /// Who proposed decides nothing.
    #[refusal(403, "proposal.own", refusal_proposal_own)]
    Own,
    /// Neither does who made the API key that proposed.
    #[refusal(403, "proposal.own_key", refusal_proposal_own_key)]
    OwnKey,
    /// Only who proposed takes back.
    #[refusal(403, "proposal.not_own", refusal_proposal_not_own)]
    NotOwn,
    /// Programs and visitors decide nothing.
    #[refusal(403, "proposal.not_a_person", refusal_proposal_not_a_person)]
    NotAPerson,
    /// Somebody was faster.
    #[refusal(409, "proposal.decided", refusal_proposal_decided)]
    Decided,
    /// Its time is over.
    #[refusal(410, "proposal.expired", refusal_proposal_expired)]
    Expired,
}

/// Approves it in the caller's transaction, in which the caller makes the change.
pub async fn approve(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<Model, ApprovalRefusal> {
    let member = person(cx).or_refuse()?;
    decide(cx, tx, id, (State::Approved, None), member).await
}

/// Declines it; `reason_sealed` says why.
pub async fn decline(cx: &Cx, tx: &Tx, id: Uuid, reason_sealed: Option<Vec<u8>>) -> Outcome<Model, ApprovalRefusal> {
    let member = person(cx).or_refuse()?;
    decide(cx, tx, id, (State::Declined, reason_sealed), member).await
}

/// Takes one's own proposal back.
pub async fn withdraw(cx: &Cx, tx: &Tx, id: Uuid) -> Outcome<Model, ApprovalRefusal> {
    let member = person(cx).or_refuse()?;
    decide(cx, tx, id, (State::Withdrawn, None), member).await
}

fn person(cx: &Cx) -> Result<Uuid, ApprovalRefusal> {
    match &cx.actor {
        Actor::Staff(staff) => Ok(staff.id),
        _ => Err(ApprovalRefusal::NotAPerson),
    }
}

/// Who proposed it, seen from a member of the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposedBy {
    /// This member.
    Them,
    /// An API key that this member made.
    TheirKey,
    /// Somebody else.
    Another,
}

/// Who proposed it, seen from this member, inside the transaction.
pub async fn proposed_by(cx: &Cx, tx: &Tx, row: &Model, member: Uuid) -> Result<ProposedBy, Fault> {
    Ok(match (row.proposed_by_kind.as_str(), row.proposed_by_id) {
        ("staff", Some(id)) if id == member => ProposedBy::Them,
        ("api_key", Some(key)) if cx.ask(tx, MadeKey { key, member }).await? => ProposedBy::TheirKey,
        _ => ProposedBy::Another,
    })
}

/// Who proposed never changes, so it is judged first; one conditional update judges state and time, so of two at once one succeeds.
async fn decide(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    (state, reason): (State, Option<Vec<u8>>),
    member: Uuid,
) -> Outcome<Model, ApprovalRefusal> {
    let now = cx.now();
    let Some(row) = Entity::find_by_id(id).one(&**tx).await? else { return Err(refuse(ApprovalRefusal::Unknown)) };
    let by = proposed_by(cx, tx, &row, member).await?;
    if (by == ProposedBy::Another) == (state == State::Withdrawn) {
        return Err(refuse(match (row.state, by) {
            (State::Waiting, _) if row.expires_at <= now => ApprovalRefusal::Expired,
            (State::Waiting, ProposedBy::Another) => ApprovalRefusal::NotOwn,
            (State::Waiting, ProposedBy::Them) => ApprovalRefusal::Own,
            (State::Waiting, ProposedBy::TheirKey) => ApprovalRefusal::OwnKey,
            _ => ApprovalRefusal::Decided,
        }));
    }
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::DecidedById, Expr::value(member))
        .col_expr(Column::ReasonSealed, Expr::value(reason))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::ExpiresAt.gt(now))
        .exec(&**tx)
        .await?
        .rows_affected;
    let Some(row) = Entity::find_by_id(id).one(&**tx).await? else { return Err(refuse(ApprovalRefusal::Unknown)) };
    if changed == 1 {
        return Ok(row);
    }
    let is_over = row.state == State::Waiting && row.expires_at <= now;
    Err(refuse(if is_over { ApprovalRefusal::Expired } else { ApprovalRefusal::Decided }))
}
