//! A company gets a branch on request (COM-6).

use super::steps::{CompanyRefusal, held, touch, widened};
use crate::actions::add_branch::{BranchRefusal, add_branch as add};
use crate::rights::staff::{CompaniesWrite, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};

/// Why it gets none.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddBranchRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// The company.
    Company(CompanyRefusal),
    /// The name.
    Branch(BranchRefusal),
}

/// Adds it; answers the branch.
pub async fn add_branch(cx: &Cx, company: Uuid, name: &str) -> Outcome<Uuid, AddBranchRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let held = held(cx, &tx, company, None).await.map_err(widened)?;
    let branch = add(cx, &tx, &held, name).await.map_err(widened)?;
    touch(&tx, company).await?;
    cx.once(&tx, branch).await?;
    tx.commit().await?;
    Ok(branch)
}
