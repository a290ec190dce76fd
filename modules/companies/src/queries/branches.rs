//! The branches of a company (COM-6).

use crate::rights::{In, Member};
use crate::tables::branch::{Column, Entity};
use crate::tables::company_member;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// The most that are read: staff add them one by one.
const MOST: u64 = 1_000;

/// The branches of the actor's company with their names, in the order of the names.
pub async fn of(cx: &Cx, by: &In<'_, Member>) -> Result<Vec<(Uuid, String)>, Fault> {
    of_company(cx, by.company()).await
}

/// Whether a branch is one of this company.
pub async fn is_of<C: ConnectionTrait>(conn: &C, company: Uuid, branch: Uuid) -> Result<bool, Fault> {
    Ok(Entity::find_by_id(branch).filter(Column::CompanyId.eq(company)).one(conn).await?.is_some())
}

/// The same with how many users each has.
pub async fn counted(cx: &Cx, by: &In<'_, Member>) -> Result<Vec<(Uuid, String, i64)>, Fault> {
    use company_member::Column as Users;
    let counts: Vec<(Uuid, i64)> = company_member::Entity::find()
        .select_only()
        .column(Users::BranchId)
        .column_as(Users::Id.count(), "users")
        .filter(Users::CompanyId.eq(by.company()))
        .filter(Users::BranchId.is_not_null())
        .group_by(Users::BranchId)
        .into_tuple()
        .all(cx.read())
        .await?;
    let count = |id: Uuid| counts.iter().find(|(branch, _)| *branch == id).map_or(0, |(_, count)| *count);
    Ok(of(cx, by).await?.into_iter().map(|(id, name)| (id, name, count(id))).collect())
}

/// The same for who has no proof: staff, and who answers an invitation.
pub(crate) async fn of_company(cx: &Cx, company: Uuid) -> Result<Vec<(Uuid, String)>, Fault> {
    let own = Entity::find().filter(Column::CompanyId.eq(company)).order_by_asc(Column::NameKey).limit(MOST);
    Ok(own.all(cx.read()).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
