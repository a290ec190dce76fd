//! The users of a company (COM-4), by the places of their names.

use super::branches;
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::rights::{Any, In, InviteUsers, ManageUsers, Right};
use crate::tables::company_member::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Where names are sealed.
pub const NAMES: &str = "company_member.names_sealed";

/// Who may see the list of users.
pub type Users = Any<(ManageUsers, InviteUsers)>;

/// Which users.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// In this country.
    pub country: Option<String>,
    /// Of this branch.
    pub branch: Option<Uuid>,
}

/// A row of the list.
#[derive(Clone)]
pub struct MemberRow {
    /// The member.
    pub member: Model,
    /// Their name in the company.
    pub name: MemberName,
    /// The name of their branch.
    pub branch: Option<String>,
    /// Whether they are the owner.
    pub is_owner: bool,
    /// Their page, for whom there is one.
    pub page: Option<String>,
}

impl MemberRow {
    /// Every right that they have.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        super::membership::standing_of(&self.member, self.is_owner).rights()
    }
}

/// One page of a company's users.
pub async fn members(
    cx: &Cx,
    by: &In<'_, Users>,
    filter: &MemberFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<MemberRow>, Fault> {
    page_of(cx, by.company(), filter, direction, request).await
}

/// The same for staff, whose look is in the log.
pub(crate) async fn page_of(
    cx: &Cx,
    company: Uuid,
    filter: &MemberFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<MemberRow>, Fault> {
    let mut select = Entity::find().filter(Column::CompanyId.eq(company));
    if let Some(country) = &filter.country {
        select = select.filter(Column::Country.eq(country.as_str()));
    }
    if let Some(branch) = filter.branch {
        select = select.filter(Column::BranchId.eq(branch));
    }
    let place = |row: &Model| (SortKey::Int(row.name_place), row.id);
    let page = keyset(cx.read(), select, (Column::NamePlace, Column::Id), direction, request, place).await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let branches: HashMap<Uuid, String> = branches::of_company(cx, company).await?.into_iter().collect();
    let owner = super::companies::owner(cx.read(), company).await?;
    let named = page.items.iter().map(|row| name_of(keys.get(&row.id), row)).collect::<Result<Vec<_>, _>>()?;
    let mut names = named.into_iter();
    Ok(page.map(|member| MemberRow {
        name: names.next().unwrap_or_default(),
        branch: member.branch_id.and_then(|branch| branches.get(&branch).cloned()),
        is_owner: owner == Some(member.id),
        page: None,
        member,
    }))
}

/// A member's name; empty where their key is gone.
pub fn name_of(key: Option<&SubjectKey>, row: &Model) -> Result<MemberName, Fault> {
    sealed_name_of(key, row.id, &row.names_sealed)
}

/// The same of a row that was read in part.
pub(crate) fn sealed_name_of(key: Option<&SubjectKey>, member: Uuid, sealed: &[u8]) -> Result<MemberName, Fault> {
    let Some(key) = key else { return Ok(MemberName::default()) };
    Ok(serde_json::from_slice(&key.open(NAMES, member, sealed)?)?)
}

/// The names of these members of the actor's company; those who are gone are missing.
pub async fn names<R: Right>(cx: &Cx, by: &In<'_, R>, ids: &[Uuid]) -> Result<HashMap<Uuid, MemberName>, Fault> {
    names_in(cx, cx.read(), by.company(), ids).await
}

/// The same for what has no proof: refusals, jobs and staff.
pub(crate) async fn names_in<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, MemberName>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let own = Entity::find().filter(Column::CompanyId.eq(company)).filter(Column::Id.is_in(ids.iter().copied()));
    let rows = own.all(conn).await?;
    let keys = subject::keys(cx, conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    rows.iter().map(|row| Ok((row.id, name_of(keys.get(&row.id), row)?))).collect()
}

/// The name of a member, for modules above that write of somebody; empty for one who is gone.
pub async fn name_of_member<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    member: Uuid,
) -> Result<String, Fault> {
    let named = names_in(cx, conn, company, &[member]).await?.remove(&member);
    Ok(named.map(|name| name.whole()).unwrap_or_default())
}

/// Names of those who can give a right, the owner first: a few, for the page that refuses.
const GIVERS: usize = 4;

/// The names of those who can give somebody one of these rights: the owner, and administrators who manage users and have it.
pub(crate) async fn givers<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    wanted: Rights,
) -> Result<Vec<String>, Fault> {
    let owner = super::companies::owner(conn, company).await?;
    let manage = Rights::of(&[crate::model::rights::CompanyRight::ManageUsers]);
    let with_any =
        sea_orm::Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
    let rows = Entity::find()
        .filter(Column::CompanyId.eq(company))
        .filter(with_any)
        .filter(Column::BlockedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(50)
        .all(conn)
        .await?;
    let can = |row: &&Model| {
        let rights = row.rights_own.union(row.rights_groups);
        !wanted.is_empty() && rights.has_all(manage) && !rights.and(wanted).is_empty() && Some(row.id) != owner
    };
    let mut ids: Vec<Uuid> = owner.into_iter().collect();
    ids.extend(rows.iter().filter(can).map(|row| row.id).take(GIVERS - 1));
    let mut names = names_in(cx, conn, company, &ids).await?;
    Ok(ids.iter().filter_map(|id| names.remove(id)).map(|name| name.whole()).filter(|name| !name.is_empty()).collect())
}

/// The name of the owner of the actor's company, for every user.
pub(crate) async fn givers_of<R: Right>(cx: &Cx, by: &In<'_, R>) -> Result<Vec<String>, Fault> {
    givers(cx, cx.read(), by.company(), Rights::NONE).await
}
