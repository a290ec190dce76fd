//! Users who have more rights than somebody (COM-12).

use super::members::name_of;
use super::membership::standing_of;
use crate::model::name::MemberName;
use crate::model::rights::Rights;
use crate::model::states::BlockedBy;
use crate::tables::company_member::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// The most that are read: a company has few administrators.
const MOST: u64 = 200;

/// A user whom "block all" passes over.
pub(crate) struct Above {
    pub name: MemberName,
    pub is_owner: bool,
    /// By an administrator.
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
        Ok(Above {
            name,
            is_owner: row.id == owner,
            is_blocked: standing_of(row, row.id == owner).blocked.is_some_and(BlockedBy::is_by_person),
        })
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
