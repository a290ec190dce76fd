//! One user of a company, for the pages about them (COM-3, COM-4, COM-6).

use super::members::{MemberRow, name_of};
use super::{branches, companies};
use crate::rights::{In, ManageUsers, Member, Right};
use crate::tables::company_member::{Column, Entity};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;

/// A user as their page shows them.
#[derive(Clone)]
pub struct OneMember {
    /// What the list tells too.
    pub row: MemberRow,
    /// The address that they sign in with.
    pub address: String,
    /// Whether they have two-step verification.
    pub has_factor: bool,
    /// The branches to choose from.
    pub branches: Vec<(Uuid, String)>,
}

/// Another user, for who manages users; `None` where they are none of this company's.
pub async fn managed(cx: &Cx, by: &In<'_, ManageUsers>, member: Uuid) -> Result<Option<OneMember>, Fault> {
    one(cx, by, member).await
}

/// Oneself.
pub async fn own(cx: &Cx, by: &In<'_, Member>) -> Result<Option<OneMember>, Fault> {
    one(cx, by, by.member()).await
}

async fn one<R: Right>(cx: &Cx, by: &In<'_, R>, member: Uuid) -> Result<Option<OneMember>, Fault> {
    let found = Entity::find_by_id(member).filter(Column::CompanyId.eq(by.company()));
    let Some(member) = found.one(cx.read()).await? else { return Ok(None) };
    let keys = subject::keys(cx, cx.read(), &[member.id]).await?;
    let name = name_of(keys.get(&member.id), &member)?;
    let branches = branches::of(cx, &by.as_member()).await?;
    let owner = companies::owner(cx.read(), by.company()).await?;
    let contact = contacts::contact(cx, cx.read(), member.account_id).await?;
    let branch = branches.iter().find(|(id, _)| member.branch_id == Some(*id)).map(|(_, name)| name.clone());
    Ok(Some(OneMember {
        address: contact.map(|contact| gatehouse_address::shown(&contact.to.email)).unwrap_or_default(),
        has_factor: contacts::has_second_step(cx.read(), member.account_id).await?,
        row: MemberRow { name, branch, is_owner: owner == Some(member.id), page: None, member },
        branches,
    }))
}
