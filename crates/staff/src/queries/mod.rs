//! What pages read.

use crate::contacts::{Member, open};
use crate::tables::{api_key, staff, staff_recovery_code};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use gatehouse_db::{Cx, subject};
use gatehouse_jobs::table::{job, schedule};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Which members a list shows.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Only members with this role.
    pub role: Option<gatehouse_core::Role>,
    /// Only those who can sign in (`true`) or cannot (`false`).
    pub enabled: Option<bool>,
    /// The longest here first, instead of the newest.
    pub oldest_first: bool,
}

/// The staff.
pub async fn members(cx: &Cx, filter: &MemberFilter, request: &PageRequest) -> Result<Paged<Member>, Fault> {
    use staff::{Column, Entity};
    let mut condition = Condition::all();
    if let Some(role) = filter.role {
        condition = condition.add(Column::Roles.contains(role.word()));
    }
    condition = match filter.enabled {
        Some(true) => condition.add(Column::DisabledAt.is_null()),
        Some(false) => condition.add(Column::DisabledAt.is_not_null()),
        None => condition,
    };
    let select = Entity::find().filter(condition);
    let columns = (Column::CreatedAt, Column::Id);
    let direction = if filter.oldest_first { Direction::Ascending } else { Direction::Descending };
    let page =
        paging::keyset(cx.read(), select, columns, direction, request, |row| (SortKey::Int(row.created_at), row.id))
            .await?;
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        let key = keys.get(&row.id).ok_or_else(|| Fault::new("a staff member's key was destroyed"))?;
        items.push(open(key, row)?);
    }
    Ok(Paged { items, previous: page.previous, next: page.next })
}

/// One member.
pub async fn member(cx: &Cx, id: Uuid) -> Result<Option<Member>, Fault> {
    let Some(row) = staff::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let key = subject::key(cx, cx.read(), id).await?;
    open(&key, row).map(Some)
}

/// How many recovery codes a member has left.
pub async fn recovery_codes_left(cx: &Cx, id: Uuid) -> Result<u64, Fault> {
    use staff_recovery_code::{Column, Entity};
    let left = Entity::find().filter(Column::StaffId.eq(id)).filter(Column::UsedAt.is_null());
    Ok(left.count(cx.read()).await?)
}

/// The API keys; revoked ones only when asked for.
pub async fn api_keys(
    cx: &Cx,
    revoked: bool,
    oldest_first: bool,
    request: &PageRequest,
) -> Result<Paged<api_key::Model>, Fault> {
    use api_key::{Column, Entity};
    let select = if revoked { Entity::find() } else { Entity::find().filter(Column::RevokedAt.is_null()) };
    let columns = (Column::CreatedAt, Column::Id);
    let direction = if oldest_first { Direction::Ascending } else { Direction::Descending };
    paging::keyset(cx.read(), select, columns, direction, request, |row| (SortKey::Int(row.created_at), row.id)).await
}

/// One API key.
pub async fn api_key(cx: &Cx, id: Uuid) -> Result<Option<api_key::Model>, Fault> {
    Ok(api_key::Entity::find_by_id(id).one(cx.read()).await?)
}

/// Jobs that wait (next first) or are dead (latest first), of one kind where `kind` is not empty.
pub async fn jobs(cx: &Cx, dead: bool, kind: &str, request: &PageRequest) -> Result<Paged<job::Model>, Fault> {
    use job::{Column, Entity};
    if kind.contains('\0') {
        // PostgreSQL has no such text to compare with.
        return Ok(Paged { items: Vec::new(), previous: None, next: None });
    }
    let mut condition = Condition::all();
    if !kind.is_empty() {
        condition = condition.add(Column::Kind.eq(kind));
    }
    if dead {
        let select = Entity::find().filter(condition.add(Column::DeadAt.is_not_null()));
        let columns = (Column::DeadAt, Column::Id);
        paging::keyset(cx.read(), select, columns, Direction::Descending, request, |row| {
            (SortKey::Int(row.dead_at.unwrap_or(0)), row.id)
        })
        .await
    } else {
        let select = Entity::find().filter(condition.add(Column::DeadAt.is_null()));
        let columns = (Column::RunAt, Column::Id);
        paging::keyset(cx.read(), select, columns, Direction::Ascending, request, |row| {
            (SortKey::Int(row.run_at), row.id)
        })
        .await
    }
}

/// The kinds of jobs that are in the table, for filters.
pub async fn job_kinds(cx: &Cx) -> Result<Vec<String>, Fault> {
    use job::{Column, Entity};
    let select = Entity::find().select_only().column(Column::Kind).distinct().order_by_asc(Column::Kind).limit(200);
    Ok(select.into_tuple().all(cx.read()).await?)
}

/// One dead letter.
pub async fn dead_letter(cx: &Cx, id: Uuid) -> Result<Option<job::Model>, Fault> {
    Ok(job::Entity::find_by_id(id).filter(job::Column::DeadAt.is_not_null()).one(cx.read()).await?)
}

/// Every schedule, the next tick first.
pub async fn schedules(cx: &Cx) -> Result<Vec<schedule::Model>, Fault> {
    Ok(schedule::Entity::find().order_by_asc(schedule::Column::NextAt).all(cx.read()).await?)
}
