//! The owner gives a claim up (COM-14). Users whom it brought stay.

use crate::enter;
use crate::events::DOMAIN_REMOVED;
use crate::mails::owner_notice::{self, About};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::company_domain::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Gives it up; one that is not there is as good as given up.
pub async fn remove(cx: &Cx, company: Uuid, claim: Uuid) -> Outcome<(), EnterRefusal> {
    let tx = cx.begin().await?;
    let (_, company) = enter::<Owner>(cx, &tx, company).await?;
    let own = Entity::find_by_id(claim).filter(Column::CompanyId.eq(company.id()));
    let Some(row) = own.one(&*tx).await? else { return Ok(()) };
    Entity::delete_by_id(row.id).exec(&*tx).await?;
    let details = json!({ "domain": row.domain, "domain_state": row.state.word() });
    cx.audit(&tx, DOMAIN_REMOVED.about(company.id()).with(details)).await?;
    owner_notice::queue(cx, &tx, &company, About::DomainRemoved(&row.domain)).await?;
    tx.commit().await?;
    Ok(())
}
