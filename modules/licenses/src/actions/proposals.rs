//! Large blocks and re-issues wait for a second clerk (kit `approval`): proposing, approving, declining, taking back.
//!
//! Approving makes the change in the same transaction: the audit log has the proposal, the approval and each change. A license of a
//! proposal that was blocked in another way meanwhile is passed over; where nothing is left to do, nothing is approved.

use super::block::{self, BlockRefusal};
use super::reissue;
use crate::events;
use crate::model::note;
use crate::model::proposed::Proposed;
use crate::rights::{LicensesWrite, NotAllowed, may};
use crate::tables::license::{Column, Entity, Model};
use gatehouse_approval::{ApprovalRefusal, NewProposal, table};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, Event, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Personal, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde_json::json;

/// Why a proposal was not decided.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ProposalRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// By the rules of two people.
    Approval(ApprovalRefusal),
    /// No reason was given.
    Invalid(Invalid),
    /// The licenses were blocked in another way meanwhile.
    #[refusal(409, "proposal.nothing_left", refusal_nothing_left)]
    NothingLeft,
}

/// How many licenses, and how many seats they have together.
pub(crate) fn size(licenses: &[Model]) -> (i64, i64) {
    licenses.iter().fold((0, 0), |(count, seats), license| (count + 1, seats + license.seats))
}

/// Stores the proposal in the caller's transaction, which holds these licenses; `None`: the same waits already.
pub(crate) async fn propose(cx: &Cx, tx: &Tx, licenses: &[Model], change: Proposed) -> Result<Option<Uuid>, Fault> {
    let Some(first) = licenses.first() else { return Ok(None) };
    let id = cx.id();
    let (things, weight) = size(licenses);
    let words_sealed = match change.words() {
        "" => None,
        words => {
            let key = subject::key(cx, &**tx, first.purchase_id).await?;
            Some(note::seal_of_proposal(cx.app.random.as_ref(), &key, id, words)?)
        }
    };
    let kind = change.kind();
    let contents = serde_json::to_value(&change)?;
    let new = NewProposal { id, kind, about: first.id, things, weight, contents, words_sealed };
    let Some(id) = gatehouse_approval::propose(cx, tx, new).await? else { return Ok(None) };
    log(cx, tx, events::PROPOSED, id, licenses.iter().map(|license| license.id)).await?;
    Ok(Some(id))
}

/// Approves a proposal of somebody else and makes the change; answers with how many licenses were changed.
pub async fn approve_proposal(cx: &Cx, id: Uuid) -> Outcome<u64, ProposalRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = gatehouse_approval::approve(cx, &tx, id).await.map_err(of_approval)?;
    let words = words(cx, &tx, &row).await?;
    let change = Proposed::read(&row)?.with_words(words);
    let ids = change.licenses();
    let held = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    let held = held.order_by_asc(Column::Id).lock_exclusive().all(&*tx).await?;
    log(cx, &tx, events::PROPOSAL_APPROVED, id, ids.iter().copied()).await?;
    let mut done = 0;
    match change {
        Proposed::Block { order, .. } => {
            for license in &held {
                done += u64::from(is_blocked_now(block::lay(cx, &tx, license, &order, None).await)?);
            }
        }
        Proposed::Reissue { order, .. } => {
            for license in held {
                done += u64::from(reissue::carry_out(cx, &tx, license, &order).await?.is_some());
            }
        }
    }
    if done == 0 {
        return Err(refuse(ProposalRefusal::NothingLeft));
    }
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(done)
}

/// One that is blocked already, or is gone, is passed over.
fn is_blocked_now(laid: Outcome<block::Holds, BlockRefusal>) -> Result<bool, Fault> {
    match laid {
        Ok(_) => Ok(true),
        Err(Stop::Refused(_)) => Ok(false),
        Err(Stop::Broken(fault)) => Err(fault),
    }
}

/// Declines it, with a reason for who proposed it.
pub async fn decline_proposal(cx: &Cx, id: Uuid, reason: &str) -> Outcome<(), ProposalRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let reason = reader.prose("reason", reason);
    if reason.is_empty() {
        reader.wrong("reason", Wrong::Required);
    }
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let sealed = match table::Entity::find_by_id(id).one(&*tx).await? {
        Some(row) => match key_of(cx, &tx, &row).await? {
            Some(key) => Some(note::seal_of_decline(cx.app.random.as_ref(), &key, id, &reason)?),
            None => None,
        },
        None => None,
    };
    let row = gatehouse_approval::decline(cx, &tx, id, sealed).await.map_err(of_approval)?;
    log(cx, &tx, events::PROPOSAL_DECLINED, id, Proposed::read(&row)?.licenses()).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes one's own proposal back.
pub async fn withdraw_proposal(cx: &Cx, id: Uuid) -> Outcome<(), ProposalRefusal> {
    may::<LicensesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let row = gatehouse_approval::withdraw(cx, &tx, id).await.map_err(of_approval)?;
    log(cx, &tx, events::PROPOSAL_WITHDRAWN, id, Proposed::read(&row)?.licenses()).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(())
}

fn of_approval(stop: Stop<ApprovalRefusal>) -> Stop<ProposalRefusal> {
    match stop {
        Stop::Refused(refusal) => Stop::Refused(refusal.into()),
        Stop::Broken(fault) => Stop::Broken(fault),
    }
}

/// A line for each license, so that its history tells of it.
async fn log(
    cx: &Cx,
    tx: &Tx,
    event: Event,
    proposal: Uuid,
    licenses: impl IntoIterator<Item = Uuid>,
) -> Result<(), Fault> {
    let line = |license: Uuid| (cx, event.about(license).with(json!({ "proposal": proposal })));
    Cx::audit_each(tx, licenses.into_iter().map(line).collect()).await
}

/// The key that its words are sealed under: that of the first license's order; `None` when it is gone.
async fn key_of(cx: &Cx, tx: &Tx, row: &table::Model) -> Result<Option<gatehouse_seal::SubjectKey>, Fault> {
    let Some(license) = Entity::find_by_id(row.about_id).one(&**tx).await? else { return Ok(None) };
    Ok(subject::keys(cx, &**tx, &[license.purchase_id]).await?.remove(&license.purchase_id))
}

async fn words(cx: &Cx, tx: &Tx, row: &table::Model) -> Result<Option<Personal<String>>, Fault> {
    Ok(key_of(cx, tx, row).await?.and_then(|key| note::of_proposal(&key, row)))
}
