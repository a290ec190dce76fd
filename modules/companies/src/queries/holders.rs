//! Whom mails about a company go to, by their rights (COM-13).

use super::members::name_of;
use super::membership::standing_of;
use super::seals;
use crate::model::name::MemberName;
use crate::model::rights::{CompanyRight, Rights};
use crate::tables::company;
use crate::tables::company_member::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// The most who are written to about one thing.
const MOST: u64 = 200;

/// The accounts of those who have this right in a company and are not blocked, the owner among them. A row that disagrees with its seal
/// gives no mail.
pub(crate) async fn holders<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    right: CompanyRight,
) -> Result<Vec<Uuid>, Fault> {
    let owner = company.owner_member_id;
    let rows = with_rights(conn, company.id, owner).await?;
    let keys = subject::keys(cx, conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let holds = |row: &&Model| {
        let standing = standing_of(row, row.id == owner);
        standing.blocked.is_none()
            && standing.rights().has(right)
            && keys.get(&row.id).is_some_and(|key| seals::holds_member(key, row))
    };
    Ok(rows.iter().filter(holds).map(|row| row.account_id).collect())
}

/// A user whom "block all" passes over.
pub(crate) struct Above {
    pub name: MemberName,
    pub is_owner: bool,
    pub is_blocked: bool,
}

/// Users whom "block all" passes over besides the actor: the owner, and who has a right that the actor lacks.
pub(crate) async fn above<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    (company, owner): (Uuid, Uuid),
    (actor, rights): (Uuid, Rights),
) -> Result<Vec<Above>, Fault> {
    let mut rows = with_rights(conn, company, owner).await?;
    rows.retain(|row| {
        let has = standing_of(row, row.id == owner).rights();
        row.id != actor && (row.id == owner || !rights.has_all(has))
    });
    let keys = subject::keys(cx, conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    let above = |row: &Model| -> Result<Above, Fault> {
        let name = name_of(keys.get(&row.id), row)?;
        Ok(Above { name, is_owner: row.id == owner, is_blocked: row.blocked_at.is_some() })
    };
    rows.iter().map(above).collect()
}

/// The first users who have any right, the owner among them.
async fn with_rights<C: ConnectionTrait>(conn: &C, company: Uuid, owner: Uuid) -> Result<Vec<Model>, Fault> {
    let any = Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
    let own = Entity::find().filter(Column::CompanyId.eq(company));
    let mut rows = own.filter(any).order_by_asc(Column::Id).limit(MOST).all(conn).await?;
    if !rows.iter().any(|row| row.id == owner) {
        rows.extend(Entity::find_by_id(owner).filter(Column::CompanyId.eq(company)).one(conn).await?);
    }
    Ok(rows)
}
