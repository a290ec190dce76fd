//! Staff restore a company that its owner deleted (COM-11), within 24 hours: everything is as it was, and the owner is told.

use super::lock::lock;
use crate::events::RESTORED;
use crate::mails;
use crate::model::states::{CompanyState, may_restore};
use crate::queries::recipients::owner;
use crate::rights::staff::{CompaniesWrite, NotAllowed, may};
use crate::tables::company::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Why it stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum RestoreRefusal {
    /// The actor may not.
    NotAllowed(NotAllowed),
    /// There is no such company, or nothing is left of it.
    #[refusal(404, "company.not_found", company_not_found)]
    NotFound,
    /// It is not deleted.
    #[refusal(409, "company.not_deleted", company_not_deleted)]
    NotDeleted,
    /// The 24 hours are over.
    #[refusal(410, "company.restore_late", company_restore_late)]
    Late,
}

/// Restores it; answers the company.
pub async fn restore_company(cx: &Cx, company: Uuid) -> Outcome<Uuid, RestoreRefusal> {
    may::<CompaniesWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(found) = lock(cx, &tx, company).await? else { return Err(refuse(RestoreRefusal::NotFound)) };
    let before = found.row();
    if before.state != CompanyState::Deleted {
        return Err(refuse(RestoreRefusal::NotDeleted));
    }
    if !may_restore(before.state, before.purge_at, cx.now()) {
        return Err(refuse(RestoreRefusal::Late));
    }
    let row = Model {
        // One that waits for a clerk (LIC-23) goes on waiting.
        state: before.state_before.unwrap_or(CompanyState::Unverified),
        state_before: None,
        deleted_at: None,
        purge_at: None,
        version: before.version + 1,
        ..before.clone()
    };
    let change = ActiveModel::from(row).reset_all();
    Entity::update_many().set(change).filter(Column::Id.eq(company)).exec(&*tx).await?;
    cx.audit(&tx, RESTORED.about(company)).await?;
    if let Some(to) = owner(cx, &*tx, before).await? {
        mails::restored::queue(cx, &tx, &to, before).await?;
    }
    cx.once(&tx, company).await?;
    tx.commit().await?;
    Ok(company)
}
