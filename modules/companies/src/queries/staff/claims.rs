//! Who showed the license of a company that waits to be confirmed (LIC-23): a leaked code must not capture a company, so staff are told of each.

use crate::events::SECOND_CLAIM;
use crate::model::states::CompanyState;
use crate::rights::staff::CompaniesRead;
use crate::tables::company::{Column, Entity};
use gatehouse_context::May;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::PageRequest;
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;

/// Lines that are looked at: the latest.
const MOST: u64 = 100;

async fn lines(cx: &May<CompaniesRead>, company: Option<Uuid>) -> Result<Vec<audit::Audit>, Fault> {
    let filter = AuditFilter { subject: company, kinds: vec![SECOND_CLAIM.word], ..AuditFilter::default() };
    Ok(audit::list(cx, &filter, &PageRequest { size: MOST, ..PageRequest::default() }).await?.items)
}

/// How many people, besides its users, showed the license of this company.
pub async fn of_company(cx: &May<CompaniesRead>, company: Uuid) -> Result<usize, Fault> {
    let mut people: Vec<Uuid> = lines(cx, Some(company)).await?.iter().filter_map(|line| line.account_id).collect();
    people.sort_unstable();
    people.dedup();
    Ok(people.len())
}

/// How many companies that wait to be confirmed have somebody else with their license.
pub(crate) async fn companies(cx: &May<CompaniesRead>) -> Result<u64, Fault> {
    let claimed: Vec<Uuid> = lines(cx, None).await?.iter().filter_map(|line| line.subject_id).collect();
    if claimed.is_empty() {
        return Ok(0);
    }
    let waiting = Entity::find().filter(Column::Id.is_in(claimed)).filter(Column::State.eq(CompanyState::Unverified));
    Ok(waiting.count(cx.read()).await?)
}
