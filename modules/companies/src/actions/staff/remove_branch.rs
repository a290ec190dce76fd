//! A branch of a company ends on request (COM-6); its users go to another one.

use super::steps::{CompanyRefusal, held, touch, widened};
use crate::actions::remove_branch::{RemoveBranchRefusal, remove_branch as remove};
use crate::rights::staff::{CompaniesWrite, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};

/// Why it stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum EndBranchRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// The company.
    Company(CompanyRefusal),
    /// The branch, or the one that takes its place.
    Branch(RemoveBranchRefusal),
}

/// Removes it; its users are of `replacement` then. Answers the company.
pub async fn remove_branch(
    cx: &Cx,
    company: Uuid,
    branch: Uuid,
    replacement: Option<Uuid>,
) -> Outcome<Uuid, EndBranchRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let held = held(cx, &tx, company, None).await.map_err(widened)?;
    remove(cx, &tx, &held, branch, replacement).await.map_err(widened)?;
    touch(&tx, company).await?;
    cx.once(&tx, company).await?;
    tx.commit().await?;
    Ok(company)
}
