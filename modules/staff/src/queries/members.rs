//! The staff, for pages.

use crate::events;
use crate::queries::recipients::{self, Member, has_address, open};
use crate::rights::{Administer, ReadWholeLog};
use crate::tables::staff::{self, Column, Entity};
use crate::tables::staff_recovery_code;
use gatehouse_context::audit::table as audit;
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Moment, Personal, Role, Uuid};
use gatehouse_db::paging::{self, Cursor, Direction, PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect, Select};
use std::collections::HashMap;

/// What members are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberColumn {
    /// Since when.
    Created,
    /// The name.
    Name,
}

/// Which members a list shows.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Only members with this role.
    pub role: Option<Role>,
    /// Only those who can sign in (`true`) or cannot (`false`).
    pub enabled: Option<bool>,
}

fn filtered(filter: &MemberFilter) -> Select<Entity> {
    let mut condition = Condition::all();
    if let Some(role) = filter.role {
        condition = condition.add(Column::Roles.contains(role.word()));
    }
    condition = match filter.enabled {
        Some(true) => condition.add(Column::DisabledAt.is_null()),
        Some(false) => condition.add(Column::DisabledAt.is_not_null()),
        None => condition,
    };
    Entity::find().filter(condition)
}

/// Opens names and addresses; one query for all keys.
async fn opened(cx: &Cx, rows: Vec<staff::Model>) -> Result<Vec<Member>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let key = keys.get(&row.id).ok_or_else(|| Fault::new("a staff member's key was destroyed"))?;
        items.push(open(key, row)?);
    }
    Ok(items)
}

/// The staff.
pub async fn members(
    cx: &May<Administer>,
    filter: &MemberFilter,
    sorting: Sorting<MemberColumn>,
    request: &PageRequest,
) -> Result<Paged<Member>, Fault> {
    if sorting.column == MemberColumn::Name {
        return by_name(cx, filter, sorting.direction, request).await;
    }
    let columns = (Column::CreatedAt, Column::Id);
    let page = paging::keyset(cx.read(), filtered(filter), columns, sorting.direction, request, |row| {
        (SortKey::Int(row.created_at.0), row.id)
    })
    .await?;
    Ok(Paged { items: opened(cx, page.items).await?, previous: page.previous, next: page.next })
}

/// The names are sealed, so the database cannot sort by them: a staff is small enough to be sorted in memory. The
/// cursor holds the id alone, because a name does not belong into an address.
async fn by_name(
    cx: &Cx,
    filter: &MemberFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<Member>, Fault> {
    let mut all = opened(cx, filtered(filter).all(cx.read()).await?).await?;
    all.sort_by_cached_key(|member| (member.name.to_lowercase(), member.row.id));
    if direction == Direction::Descending {
        all.reverse();
    }
    let rows = usize::try_from(request.rows()).unwrap_or(usize::MAX);
    let place = |cursor: &Cursor| all.iter().position(|member| member.row.id == cursor.1);
    let start = match (&request.before, &request.after) {
        (Some(before), _) => place(before).unwrap_or(0).saturating_sub(rows),
        (None, Some(after)) => place(after).map_or(0, |at| at + 1),
        (None, None) => 0,
    };
    let more = all.len() > start.saturating_add(rows);
    let items: Vec<Member> = all.into_iter().skip(start).take(rows).collect();
    let cursor = |member: Option<&Member>| member.and_then(|m| request.seal(&Cursor(SortKey::Int(0), m.row.id)));
    let previous = if start > 0 { cursor(items.first()) } else { None };
    let next = if more { cursor(items.last()) } else { None };
    Ok(Paged { items, previous, next })
}

/// When each of these members signed in last, as far as the log still tells; in one query.
pub async fn last_sign_ins(cx: &May<Administer>, members: &[Uuid]) -> Result<HashMap<Uuid, Moment>, Fault> {
    let found = audit::Entity::find()
        .select_only()
        .column(audit::Column::SubjectId)
        .column_as(audit::Column::At.max(), "at")
        .filter(audit::Column::SubjectId.is_in(members.iter().copied()))
        .filter(audit::Column::Kind.eq(events::SIGNED_IN.word))
        .group_by(audit::Column::SubjectId)
        .into_tuple::<(Uuid, Moment)>()
        .all(cx.read())
        .await?;
    Ok(found.into_iter().collect())
}

/// Every member.
pub async fn all_members(cx: &May<Administer>) -> Result<Vec<Member>, Fault> {
    opened(cx, Entity::find().all(cx.read()).await?).await
}

/// Administrators who can sign in.
pub async fn administrators(cx: &May<Administer>) -> Result<u64, Fault> {
    let all = filtered(&MemberFilter { role: Some(Role::Administrator), enabled: Some(true) });
    Ok(all.filter(Column::TotpSecretSealed.is_not_null()).count(cx.read()).await?)
}

/// Every member's id and name, for a choice among whose lines of the log to read; by name.
pub async fn member_names(cx: &May<ReadWholeLog>) -> Result<Vec<(Uuid, String)>, Fault> {
    let all = opened(cx, Entity::find().all(cx.read()).await?).await?;
    let mut names: Vec<(Uuid, String)> = all.into_iter().map(|member| (member.row.id, member.name)).collect();
    names.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(names)
}

/// The id of the member with this address.
pub async fn member_of(cx: &May<Administer>, email: &Personal<String>) -> Result<Option<Uuid>, Fault> {
    let found = Entity::find().filter(has_address(cx, &email.0)).one(cx.read()).await?;
    Ok(found.map(|row| row.id))
}

/// One member, and how many recovery codes they have left.
pub async fn member(cx: &May<Administer>, id: Uuid) -> Result<Option<(Member, u64)>, Fault> {
    with_codes_left(cx, id).await
}

pub(super) async fn with_codes_left(cx: &Cx, id: Uuid) -> Result<Option<(Member, u64)>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let codes = staff_recovery_code::Entity::find().filter(staff_recovery_code::Column::StaffId.eq(id));
    let left = codes.filter(staff_recovery_code::Column::UsedAt.is_null()).count(cx.read()).await?;
    Ok(Some((recipients::opened(cx, cx.read(), row).await?, left)))
}
