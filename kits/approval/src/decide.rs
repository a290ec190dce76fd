//! A second person approves or declines; who proposed takes back.

use crate::MadeKey;
use crate::table::{Column, Entity, Model, State};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::Condition;
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
    if proposed_by_own_key(cx, tx, id, member).await? {
        return Err(refuse(ApprovalRefusal::Own));
    }
    decide(cx, tx, id, (State::Approved, None), member).await
}

/// Whether a program proposed it that shows an API key which this member made.
async fn proposed_by_own_key(cx: &Cx, tx: &Tx, id: Uuid, member: Uuid) -> Result<bool, Fault> {
    let row = Entity::find_by_id(id).one(&**tx).await?;
    match row.filter(|row| row.proposed_by_kind == "api_key").and_then(|row| row.proposed_by_id) {
        Some(key) => cx.ask(tx, MadeKey { key, member }).await,
        None => Ok(false),
    }
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

/// One conditional update judges state, time and person, so of two at once one succeeds.
async fn decide(
    cx: &Cx,
    tx: &Tx,
    id: Uuid,
    (state, reason): (State, Option<Vec<u8>>),
    member: Uuid,
) -> Outcome<Model, ApprovalRefusal> {
    let now = cx.now();
    let is_own = Condition::all().add(Column::ProposedByKind.eq("staff")).add(Column::ProposedById.eq(member));
    let who = if state == State::Withdrawn {
        is_own
    } else {
        Condition::any()
            .add(Column::ProposedByKind.ne("staff"))
            .add(Column::ProposedById.is_null())
            .add(Column::ProposedById.ne(member))
    };
    let changed = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::DecidedAt, Expr::value(now))
        .col_expr(Column::DecidedById, Expr::value(member))
        .col_expr(Column::ReasonSealed, Expr::value(reason))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Waiting))
        .filter(Column::ExpiresAt.gt(now))
        .filter(who)
        .exec(&**tx)
        .await?
        .rows_affected;
    let Some(row) = Entity::find_by_id(id).one(&**tx).await? else { return Err(refuse(ApprovalRefusal::Unknown)) };
    if changed == 1 {
        return Ok(row);
    }
    let own = row.proposed_by_kind == "staff" && row.proposed_by_id == Some(member);
    Err(refuse(match (row.state, state) {
        (State::Waiting, _) if row.expires_at <= now => ApprovalRefusal::Expired,
        (State::Waiting, State::Withdrawn) if !own => ApprovalRefusal::NotOwn,
        (State::Waiting, State::Approved | State::Declined) if own => ApprovalRefusal::Own,
        _ => ApprovalRefusal::Decided,
    }))
}
