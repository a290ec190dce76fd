//! Staff decide who has a domain that two companies have proven (COM-14): the one that claimed it later, or the one that has it.

use super::look::take;
use crate::actions::lock::lock;
use crate::events::DOMAIN_AWARDED;
use crate::model::states::DomainState;
use crate::queries::domains::Claim;
use crate::rights::{DecideDomains, Locked};
use crate::tables::company_domain::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_web::{NotAllowed, may};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Why nothing was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum AwardRefusal {
    /// Support and administrators decide.
    NotAllowed(NotAllowed),
    /// It is not contested any more.
    #[refusal(409, "domain.decided", domain_decided)]
    Decided,
}

/// Gives the domain to the company of this contested claim, or refuses the claim.
pub async fn award(cx: &Cx, claim: Uuid, to_claimant: bool) -> Outcome<(), AwardRefusal> {
    may::<DecideDomains>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(row) = Entity::find_by_id(claim).one(&*tx).await? else { return Err(refuse(AwardRefusal::Decided)) };
    let holder = Entity::find()
        .filter(Column::Domain.eq(row.domain.as_str()))
        .filter(Column::State.is_in([DomainState::Verified, DomainState::Failing]))
        .one(&*tx)
        .await?;
    // Companies are locked in the order of their ids, so that two decisions never wait for each other.
    let mut companies: Vec<Uuid> =
        [Some(&row), holder.as_ref()].into_iter().flatten().map(|row| row.company_id).collect();
    companies.sort_unstable();
    let mut locked: Vec<Locked<'_>> = Vec::new();
    for company in companies {
        locked.extend(lock(cx, &tx, company).await?);
    }
    let claimant = again(&tx, row.id).await?.filter(|row| row.state == DomainState::Contested);
    let Some(claimant) = claimant else { return Err(refuse(AwardRefusal::Decided)) };
    let loser = match (to_claimant, holder) {
        (true, Some(holder)) => again(&tx, holder.id).await?,
        (true, None) => None,
        (false, _) => Some(claimant.clone()),
    };
    if let Some(loser) = loser {
        step(cx, &tx, &locked, &loser, false).await?;
    }
    if to_claimant {
        step(cx, &tx, &locked, &claimant, true).await?;
    }
    let state = if to_claimant { DomainState::Verified } else { DomainState::Lost };
    let details = json!({ "domain": claimant.domain, "domain_state": state.word() });
    cx.audit(&tx, DOMAIN_AWARDED.about(claimant.company_id).with(details)).await?;
    tx.commit().await?;
    Ok(())
}

async fn again(tx: &Tx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(&**tx).await?)
}

async fn step(cx: &Cx, tx: &Tx, locked: &[Locked<'_>], row: &Model, wins: bool) -> Result<(), Fault> {
    let Some(company) = locked.iter().find(|company| company.id() == row.company_id) else { return Ok(()) };
    let course = Claim::open(&subject::key(cx, &**tx, company.id()).await?, row.clone())?.course();
    let step = if wins { course.awarded(cx.now()) } else { course.taken() };
    if take(cx, tx, company, row, step).await? {
        Ok(())
    } else {
        Err(Fault::busy("a domain is proven by two companies at this moment"))
    }
}
