//! Users of the directory and users of the company are tied together (COM-14): when the directory names somebody who is in the company, and
//! when somebody whom the directory waits for joins. What groups give stands apart from what people gave, and is reckoned anew here.

use super::blocking::block;
use crate::actions::restate::{Restated, member as member_of, restate};
use crate::events::{DIRECTORY_CHANGED, DIRECTORY_RIGHTS};
use crate::model::rights::Rights;
use crate::queries::scim::{EMAIL, USER_NAME, lookup};
use crate::queries::seals;
use crate::rights::Locked;
use crate::tables::{scim_group, scim_group_member, scim_user, scim_user_email};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{Condition, QueryOrder as _};
use serde_json::json;
use std::collections::HashMap;

/// Users of one statement.
const PART: usize = 500;

/// Ties a member who has just joined to whom the directory calls by this address.
pub async fn adopt(cx: &Cx, tx: &Tx, company: &Locked<'_>, member: Uuid, address: &str) -> Result<(), Fault> {
    use scim_user::{Column, Entity};
    if address.is_empty() {
        return Ok(());
    }
    let key = subject::key(cx, &**tx, company.id()).await?;
    let mut with = Query::select();
    with.column(scim_user_email::Column::UserId)
        .from(scim_user_email::Entity)
        .and_where(scim_user_email::Column::CompanyId.eq(company.id()))
        .and_where(scim_user_email::Column::EmailLookup.eq(lookup(&key, EMAIL, address)));
    let called = Condition::any()
        .add(Column::UserNameLookup.eq(lookup(&key, USER_NAME, address)))
        .add(Column::Id.in_subquery(with));
    let found = Entity::find()
        .filter(Column::CompanyId.eq(company.id()))
        .filter(Column::MemberId.is_null())
        .filter(called)
        .order_by_asc(Column::Id)
        .one(&**tx)
        .await?;
    match found {
        Some(row) => {
            set_member(cx, tx, company, row.id, member).await?;
            if row.active { Ok(()) } else { block(cx, tx, company, member).await }
        }
        None => Ok(()),
    }
}

/// Ties them, and gives the member what the groups give.
pub(super) async fn set_member(cx: &Cx, tx: &Tx, company: &Locked<'_>, user: Uuid, member: Uuid) -> Result<(), Fault> {
    tie(tx, user, member).await?;
    recalculate(cx, tx, company, &[user]).await
}

/// Ties them; for a user who is in no group yet.
pub(super) async fn tie(tx: &Tx, user: Uuid, member: Uuid) -> Result<(), Fault> {
    scim_user::Entity::update_many()
        .col_expr(scim_user::Column::MemberId, Expr::value(Some(member)))
        .filter(scim_user::Column::Id.eq(user))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// What a group gives.
struct Gives {
    rights: Rights,
    branch: Option<Uuid>,
}

/// Reckons anew what groups give to these users of the directory, and writes it where it has changed.
pub(super) async fn recalculate(cx: &Cx, tx: &Tx, company: &Locked<'_>, users: &[Uuid]) -> Result<(), Fault> {
    let gives = giving(cx, tx, company).await?;
    for part in users.chunks(PART) {
        let rows = scim_user::Entity::find()
            .filter(scim_user::Column::Id.is_in(part.iter().copied()))
            .filter(scim_user::Column::MemberId.is_not_null())
            .all(&**tx)
            .await?;
        if rows.is_empty() {
            continue;
        }
        let memberships = scim_group_member::Entity::find()
            .filter(scim_group_member::Column::UserId.is_in(rows.iter().map(|row| row.id)))
            .all(&**tx)
            .await?;
        for row in rows {
            let Some(member) = row.member_id else { continue };
            let own = memberships.iter().filter(|of| of.user_id == row.id).map(|of| of.group_id);
            let own: Vec<Uuid> = own.collect();
            give(cx, tx, company, member, &gives, &own).await?;
        }
    }
    Ok(())
}

/// The groups that give something, by name.
async fn giving(cx: &Cx, tx: &Tx, company: &Locked<'_>) -> Result<Vec<(Uuid, Gives)>, Fault> {
    use scim_group::{Column, Entity};
    let any = Condition::any().add(Column::Rights.ne(Rights::NONE)).add(Column::BranchId.is_not_null());
    let rows = Entity::find().filter(Column::CompanyId.eq(company.id())).filter(any).order_by_asc(Column::NameKey);
    let rows = rows.all(&**tx).await?;
    let key = subject::key(cx, &**tx, company.id()).await?;
    let gives = |row: scim_group::Model| (row.id, Gives { rights: seals::grouped(&key, &row), branch: row.branch_id });
    Ok(rows.into_iter().map(gives).collect())
}

/// One member at a time: each row has a seal of its own.
async fn give(
    cx: &Cx,
    tx: &Tx,
    company: &Locked<'_>,
    member: Uuid,
    gives: &[(Uuid, Gives)],
    groups: &[Uuid],
) -> Result<(), Fault> {
    let of: HashMap<Uuid, &Gives> = gives.iter().map(|(id, gives)| (*id, gives)).collect();
    let rights = groups.iter().filter_map(|id| of.get(id)).fold(Rights::NONE, |all, one| all.union(one.rights));
    let branch = gives.iter().filter(|(id, _)| groups.contains(id)).find_map(|(_, gives)| gives.branch);
    let Some(before) = member_of(cx, tx, company, member).await? else { return Ok(()) };
    let row = before.member();
    let branch = branch.filter(|branch| row.branch_id != Some(*branch));
    if row.rights_groups == rights && branch.is_none() {
        return Ok(());
    }
    let (was, is_changed) = (row.rights_groups, row.rights_groups != rights);
    let is_moved = branch.is_some();
    let change = Restated { groups: Some(rights), branch: branch.map(Some), ..Restated::default() };
    restate(cx, tx, company, &before, change).await?;
    if is_changed {
        let details = json!({ "member": member, "before": was.words(), "rights": rights.words() });
        let line = DIRECTORY_RIGHTS.about(company.id()).of_account(before.account()).with(details);
        cx.audit(tx, line).await?;
    }
    if is_moved {
        let details = json!({ "member": member, "changed_fields": ["branch"] });
        cx.audit(tx, DIRECTORY_CHANGED.about(company.id()).of_account(before.account()).with(details)).await?;
    }
    Ok(())
}
