//! Whom a company's notices go to (COM-13), as it is when the mails are written.

use super::{companies, seals};
use crate::model::notice::{NoticeKind, OwnerIs};
use crate::model::rights::Rights;
use crate::model::states::CompanyState;
use crate::tables::company;
use crate::tables::company_member::{Column, Entity, Model, Relation};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, JoinType, QueryOrder as _, QuerySelect as _};

/// Somebody who is told.
pub(crate) struct ToTell {
    pub member: Uuid,
    pub to: Recipient,
    /// They are told whatever they switched off, so the letter has no switch.
    pub is_always: bool,
}

/// A part of them, and behind whom the next one begins.
pub(crate) struct Part {
    pub all: Vec<ToTell>,
    pub next: Option<Uuid>,
}

/// The active members of a company behind `after` who get this kind of notice. A row that disagrees with its seal gives nobody a mail.
pub(crate) async fn to_tell<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    (kind, owner): (NoticeKind, OwnerIs),
    after: Uuid,
    most: u64,
) -> Result<Part, Fault> {
    let with_any = Condition::any()
        .add(Column::Id.eq(company.owner_member_id))
        .add(Column::RightsOwn.ne(Rights::NONE))
        .add(Column::RightsGroups.ne(Rights::NONE));
    let rows = Entity::find()
        .filter(Column::CompanyId.eq(company.id))
        .filter(with_any)
        .filter(Column::BlockedAt.is_null())
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    let next = if u64::try_from(rows.len())? == most { rows.last().map(|row| row.id) } else { None };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).chain([company.id]).collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let has_owner = keys.get(&company.id).is_some_and(|key| seals::holds_owner(key, company));
    let is_always = |row: &Model| has_owner && row.id == company.owner_member_id && owner == OwnerIs::Told;
    let gets = |row: &Model| {
        let is_owner = has_owner && row.id == company.owner_member_id;
        let rights = if is_owner { Rights::ALL } else { row.rights_own.union(row.rights_groups) };
        let wants = !kind.rights().and(rights).is_empty() && !kind.is_off(row.notices_off);
        let spared = is_owner && owner == OwnerIs::ToldElsewhere;
        is_always(row) || (wants && !spared)
    };
    let told: Vec<&Model> = rows
        .iter()
        .filter(|row| keys.get(&row.id).is_some_and(|key| seals::holds_member(key, row)) && gets(row))
        .collect();
    let accounts: Vec<Uuid> = told.iter().map(|row| row.account_id).collect();
    let mut found = contacts::contacts(cx, conn, &accounts).await?;
    let all = told.into_iter().filter_map(|row| {
        let to = found.remove(&row.account_id)?.to;
        Some(ToTell { member: row.id, to, is_always: is_always(row) })
    });
    Ok(Part { all: all.collect(), next })
}

/// The administrators of every company behind `after` who want to hear of changes of the portal, each with their company.
pub(crate) async fn of_portal<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    after: Uuid,
    most: u64,
) -> Result<(Vec<(company::Model, ToTell)>, Option<Uuid>), Fault> {
    let of_owner = Expr::col((company::Entity, company::Column::OwnerMemberId)).equals((Entity, Column::Id));
    let with_any = Condition::any()
        .add(of_owner)
        .add(Column::RightsOwn.ne(Rights::NONE))
        .add(Column::RightsGroups.ne(Rights::NONE));
    let rows = Entity::find()
        .filter(with_any)
        .filter(Column::BlockedAt.is_null())
        .filter(Column::Id.gt(after))
        .join(JoinType::InnerJoin, Relation::Company.def())
        .filter(company::Column::State.ne(CompanyState::Deleted))
        .select_also(company::Entity)
        .order_by_asc(Column::Id)
        .limit(most)
        .all(conn)
        .await?;
    let next = if u64::try_from(rows.len())? == most { rows.last().map(|row| row.0.id) } else { None };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.0.id).collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let told: Vec<(Model, company::Model)> = rows
        .into_iter()
        .filter_map(|(row, company)| Some((row, company?)))
        .filter(|(row, _)| keys.get(&row.id).is_some_and(|key| seals::holds_member(key, row)))
        .filter(|(row, _)| !NoticeKind::Portal.is_off(row.notices_off))
        .collect();
    let accounts: Vec<Uuid> = told.iter().map(|(row, _)| row.account_id).collect();
    let mut found = contacts::contacts(cx, conn, &accounts).await?;
    let all = told.into_iter().filter_map(|(row, company)| {
        let to = found.remove(&row.account_id)?.to;
        Some((company, ToTell { member: row.id, to, is_always: false }))
    });
    Ok((all.collect(), next))
}

/// The members of a company behind `after`, whatever they may and whether blocked or not, to write to each; and behind whom the next
/// part begins.
pub(crate) async fn everybody<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    after: Uuid,
    most: u64,
) -> Result<(Vec<Recipient>, Option<Uuid>), Fault> {
    let rows: Vec<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::AccountId])
        .filter(Column::CompanyId.eq(company))
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(most)
        .into_tuple()
        .all(conn)
        .await?;
    let next = if u64::try_from(rows.len())? == most { rows.last().map(|row| row.0) } else { None };
    let accounts: Vec<Uuid> = rows.iter().map(|row| row.1).collect();
    Ok((contacts::recipients(cx, conn, &accounts).await?, next))
}

/// The owner of a company, to be written to; `None` for a company or an account that is gone.
pub async fn owner<C: ConnectionTrait>(cx: &Cx, conn: &C, company: Uuid) -> Result<Option<Recipient>, Fault> {
    let Some(owner) = companies::owner(conn, company).await? else { return Ok(None) };
    let Some(row) = Entity::find_by_id(owner).one(conn).await? else { return Ok(None) };
    Ok(contacts::contact(cx, conn, row.account_id).await?.map(|contact| contact.to))
}
