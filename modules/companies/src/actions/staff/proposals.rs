//! What takes two members of the staff (kit `approval`): a change of owner by a letter, and the end of a double. The second one approves or
//! declines; who proposed takes back. Approving a change of owner begins the time to object; approving a merge makes it.

use super::merge_companies::{MergeRefusal, held_both, merge};
use super::steps::{CompanyRefusal, ReasonRefusal, held, of_approval, read_reason, widened};
use crate::actions::owner_change_steps::stop;
use crate::events::{OWNER_CHANGE_APPROVED, PROPOSAL_DECLINED, PROPOSAL_WITHDRAWN};
use crate::mails::owner_change::{self as mails, People};
use crate::model::proposed::Proposed;
use crate::model::settings::Settings;
use crate::queries::{owner_changes, proposals};
use crate::rights::staff::{CompaniesDecide, NotAllowed, may, member};
use crate::tables::owner_change::{Column, Entity, Model};
use gatehouse_approval::{ApprovalRefusal, approve, decline, withdraw};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Where the kit keeps why something was declined.
const DECLINED: &str = "proposal.reason_sealed";

/// Why a proposal was not decided.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ProposalRefusal {
    /// Not the role.
    NotAllowed(NotAllowed),
    /// By the rules of two people.
    Approval(ApprovalRefusal),
    /// A company.
    Company(CompanyRefusal),
    /// The two cannot become one.
    Merge(MergeRefusal),
    /// No reason was given.
    Reason(ReasonRefusal),
    /// What it is about was stopped meanwhile.
    #[refusal(409, "proposal.nothing_left", staff_nothing_left)]
    NothingLeft,
}

/// What an approval did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approved {
    /// The owner changes at the end of the time to object.
    Planned,
    /// The double is gone: its users are in this company.
    Merged(Uuid),
}

/// Approves a proposal of somebody else.
pub async fn approve_proposal(cx: &Cx, id: Uuid) -> Outcome<Approved, ProposalRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    let change = change_of(cx, id).await?;
    let tx = cx.begin().await?;
    let done = match change {
        Proposed::OwnerChange { company, owner_change } => {
            let held = held(cx, &tx, company, None).await.map_err(widened)?;
            approve(cx, &tx, id).await.map_err(of_approval)?;
            let Some(row) = owner_changes::open(&*tx, owner_change).await? else {
                return Err(refuse(ProposalRefusal::NothingLeft));
            };
            let row = plan(cx, &tx, row, member(cx).or_refuse()?).await?;
            let line =
                OWNER_CHANGE_APPROVED.about(company).with(json!({ "proposal": id, "becomes": row.becomes.word() }));
            cx.audit(&tx, line.of_account(row.to_account)).await?;
            let people = People::of(cx, &tx, &held, &row).await?;
            mails::tell_planned(cx, &tx, &held, &people, &row).await?;
            Approved::Planned
        }
        Proposed::Merge { from, into, owner_keeps_rights } => {
            let (from, into) = held_both(cx, &tx, from, into).await.map_err(widened)?;
            approve(cx, &tx, id).await.map_err(of_approval)?;
            merge(cx, &tx, &from, &into, owner_keeps_rights).await.map_err(widened)?;
            Approved::Merged(into.id())
        }
    };
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(done)
}

/// From now on there is time to object.
async fn plan(cx: &Cx, tx: &Tx, row: Model, clerk: Uuid) -> Result<Model, Fault> {
    let due = cx.now().plus(Settings::of(cx).owner_objection);
    Entity::update_many()
        .col_expr(Column::AgreedBy, Expr::value(clerk))
        .col_expr(Column::DueAt, Expr::value(due))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(Model { agreed_by: Some(clerk), due_at: Some(due), ..row })
}

/// Declines it, with a reason for who proposed it.
pub async fn decline_proposal(cx: &Cx, id: Uuid, reason: &str) -> Outcome<(), ProposalRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    let reason = read_reason(reason).or_refuse()?;
    let change = change_of(cx, id).await?;
    let company = company_of(&change);
    let tx = cx.begin().await?;
    let keys = subject::keys(cx, &*tx, &[company]).await?;
    let sealed = match keys.get(&company) {
        Some(key) => Some(key.seal(cx.app.random.as_ref(), DECLINED, id, reason.as_bytes())?),
        None => None,
    };
    end(cx, &tx, &change).await?;
    decline(cx, &tx, id, sealed).await.map_err(of_approval)?;
    cx.audit(&tx, PROPOSAL_DECLINED.about(company).with(json!({ "proposal": id }))).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes one's own proposal back.
pub async fn withdraw_proposal(cx: &Cx, id: Uuid) -> Outcome<(), ProposalRefusal> {
    may::<CompaniesDecide>(cx).or_refuse()?;
    let change = change_of(cx, id).await?;
    let tx = cx.begin().await?;
    end(cx, &tx, &change).await?;
    withdraw(cx, &tx, id).await.map_err(of_approval)?;
    cx.audit(&tx, PROPOSAL_WITHDRAWN.about(company_of(&change)).with(json!({ "proposal": id }))).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn change_of(cx: &Cx, id: Uuid) -> Outcome<Proposed, ProposalRefusal> {
    match proposals::one(cx, id).await? {
        Some(row) => Ok(Proposed::read(&row)?),
        None => Err(refuse(ApprovalRefusal::Unknown.into())),
    }
}

const fn company_of(change: &Proposed) -> Uuid {
    match change {
        Proposed::OwnerChange { company, .. } => *company,
        Proposed::Merge { from, .. } => *from,
    }
}

/// A change of owner that nobody approves ends with its proposal. Once it was approved, the proposal is decided, and refuses this.
async fn end(cx: &Cx, tx: &Tx, change: &Proposed) -> Result<(), Fault> {
    let Proposed::OwnerChange { company, owner_change } = change else { return Ok(()) };
    let Some(held) = crate::actions::lock::lock(cx, tx, *company).await? else { return Ok(()) };
    match owner_changes::open(&**tx, *owner_change).await? {
        Some(row) => stop(cx, tx, &held, &row, None).await,
        None => Ok(()),
    }
}
