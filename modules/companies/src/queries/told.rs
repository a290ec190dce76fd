//! Who is told of what happens in a company (COM-2, COM-13): its owner, and users with a right.

use super::seals;
use crate::model::rights::Rights;
use crate::tables::company;
use crate::tables::company_member::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// The most who are told of one thing.
pub const MOST: usize = 20;
/// Users with any right that are looked at for it.
const LOOKED_AT: u64 = 500;

/// The owner, and those who have one of these rights and are not blocked.
pub(crate) async fn told<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    any: Rights,
) -> Result<Vec<Recipient>, Fault> {
    let with_any = Condition::any().add(Column::RightsOwn.ne(Rights::NONE)).add(Column::RightsGroups.ne(Rights::NONE));
    let rows = Entity::find()
        .filter(Column::CompanyId.eq(company.id))
        .filter(Column::BlockedAt.is_null())
        .filter(with_any.add(Column::Id.eq(company.owner_member_id)))
        // The owner first, however many have rights.
        .order_by_desc(Column::Id.eq(company.owner_member_id))
        .order_by_asc(Column::Id)
        .limit(LOOKED_AT)
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let is_owner = |row: &&Model| row.id == company.owner_member_id;
    let has = |row: &&Model| !row.rights_own.union(row.rights_groups).and(any).is_empty();
    // A row that disagrees with its seal gives nobody a mail.
    let is_whole = |row: &&Model| keys.get(&row.id).is_some_and(|key| seals::holds_member(key, row));
    let owner = rows.iter().filter(is_owner).filter(is_whole);
    let others = rows.iter().filter(|row| !is_owner(row) && has(row)).filter(is_whole);
    let accounts: Vec<Uuid> = owner.chain(others).take(MOST).map(|row| row.account_id).collect();
    contacts::recipients(cx, conn, &accounts).await
}
