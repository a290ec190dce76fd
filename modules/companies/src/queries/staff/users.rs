//! The users of a company for staff and programs, in the order of their names (COM-4).

use super::parts::PeopleOf;
use crate::model::name::MemberName;
use crate::queries::members::{self, MemberFilter, MemberRow, name_of};
use crate::queries::{former, membership};
use crate::rights::staff::CompaniesRead;
use crate::tables::company_member::{Column, Entity};
use crate::tables::{company, company_member};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, May, Seen, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{Direction, PageRequest, Paged};
use sea_orm::entity::prelude::*;

/// A page of a company's users.
pub async fn users(
    cx: &Cx,
    of: &Seen<PeopleOf>,
    filter: &MemberFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<MemberRow>, Fault> {
    members::page_of(cx, of.0, filter, direction, request).await
}

/// The company of an account, for the account's page, with the name that the company knows.
#[derive(Clone)]
pub struct OfAccount {
    /// The company.
    pub company: company::Model,
    /// The member.
    pub member: company_member::Model,
    /// Their name there.
    pub name: MemberName,
    /// Whether they are its owner.
    pub is_owner: bool,
    /// What gives them rights agrees with its seal.
    pub is_whole: bool,
}

/// The membership of an account, also where a row disagrees with its seal: staff are told so.
pub async fn of_account(cx: &May<CompaniesRead>, account: Uuid) -> Result<Option<OfAccount>, Fault> {
    let Some(member) = Entity::find().filter(Column::AccountId.eq(account)).one(cx.read()).await? else {
        return Ok(None);
    };
    let Some(company) = company::Entity::find_by_id(member.company_id).one(cx.read()).await? else { return Ok(None) };
    let keys = subject::keys(cx, cx.read(), &[member.id]).await?;
    let name = name_of(keys.get(&member.id), &member)?;
    let whole = membership::of_account(cx, cx.read(), account).await?;
    let is_owner = company.owner_member_id == member.id;
    Ok(Some(OfAccount { is_whole: whole.is_some(), is_owner, company, member, name }))
}

/// The account and the member of a company who has this address; `None` where none of its users has it.
pub async fn member_at(cx: &May<CompaniesRead>, company: Uuid, email: &str) -> Result<Option<(Uuid, Uuid)>, Fault> {
    let Some(account) = contacts::find_by_email(cx, cx.read(), email.trim()).await? else { return Ok(None) };
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::CompanyId.eq(company));
    Ok(own.one(cx.read()).await?.map(|row| (account, row.id)))
}

/// The last former user of a company who had the address of this account, and whose history nobody has yet.
pub async fn former_of(cx: &May<CompaniesRead>, company: Uuid, account: Uuid) -> Result<Option<Uuid>, Fault> {
    let former = former::of_account(cx, cx.read(), company, account).await?;
    Ok(former.into_iter().find(|row| row.successor_id.is_none()).map(|row| row.id))
}
