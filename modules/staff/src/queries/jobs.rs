//! Jobs, dead letters and schedules, for pages.

use crate::rights::Administer;
use gatehouse_context::May;
use gatehouse_context::audit::{self, AuditFilter};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use gatehouse_jobs::table::{job, schedule};
use gatehouse_web::events::BACKED_UP;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};

/// Which jobs a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct JobFilter<'a> {
    /// The ones that were given up, instead of the ones that wait.
    pub dead: bool,
    /// Only of this kind, unless it is empty.
    pub kind: &'a str,
    /// The other way round: waiting jobs from the last due, dead ones from the first given up.
    pub turned: bool,
}

/// Jobs that wait (next first) or are dead (latest first).
pub async fn jobs(
    cx: &May<Administer>,
    filter: JobFilter<'_>,
    request: &PageRequest,
) -> Result<Paged<job::Model>, Fault> {
    use job::{Column, Entity};
    if filter.kind.contains('\0') {
        // PostgreSQL has no such text to compare with.
        return Ok(Paged { items: Vec::new(), previous: None, next: None });
    }
    let mut condition = Condition::all();
    if !filter.kind.is_empty() {
        condition = condition.add(Column::Kind.eq(filter.kind));
    }
    let latest_first = filter.dead != filter.turned;
    let direction = if latest_first { Direction::Descending } else { Direction::Ascending };
    if filter.dead {
        let select = Entity::find().filter(condition.add(Column::DeadAt.is_not_null()));
        let columns = (Column::DeadAt, Column::Id);
        paging::keyset(cx.read(), select, columns, direction, request, |row| {
            (SortKey::Int(row.dead_at.map_or(0, |at| at.0)), row.id)
        })
        .await
    } else {
        let select = Entity::find().filter(condition.add(Column::DeadAt.is_null()));
        let columns = (Column::RunAt, Column::Id);
        paging::keyset(cx.read(), select, columns, direction, request, |row| (SortKey::Int(row.run_at.0), row.id)).await
    }
}

/// The kinds of jobs that are in the table, for filters.
pub async fn job_kinds(cx: &May<Administer>) -> Result<Vec<String>, Fault> {
    use job::{Column, Entity};
    let select = Entity::find().select_only().column(Column::Kind).distinct().order_by_asc(Column::Kind).limit(200);
    Ok(select.into_tuple().all(cx.read()).await?)
}

/// One dead letter.
pub async fn dead_letter(cx: &May<Administer>, id: Uuid) -> Result<Option<job::Model>, Fault> {
    Ok(job::Entity::find_by_id(id).filter(job::Column::DeadAt.is_not_null()).one(cx.read()).await?)
}

/// Every schedule, the next tick first.
pub async fn schedules(cx: &May<Administer>) -> Result<Vec<schedule::Model>, Fault> {
    Ok(schedule::Entity::find().order_by_asc(schedule::Column::NextAt).all(cx.read()).await?)
}

/// Whether the log tells of a backup.
pub async fn was_backed_up(cx: &May<Administer>) -> Result<bool, Fault> {
    let filter = AuditFilter { kind: Some(BACKED_UP.word.to_owned()), ..AuditFilter::default() };
    let request = PageRequest { size: 1, ..PageRequest::default() };
    Ok(!audit::list(cx, &filter, &request).await?.items.is_empty())
}
