//! A request goes into another queue, or is further with support (SUP-17). The customer is not told.

use super::acting::{agent, unchanged};
use super::step::happened;
use crate::events::SORTED;
use crate::model::work::Work;
use crate::refusals::RequestRefusal;
use crate::tables::support_queue;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Uuid, refuse};
use sea_orm::entity::prelude::*;
use serde_json::json;

/// What becomes of it; what is missing stays.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sort {
    /// Into this queue.
    pub queue: Option<Uuid>,
    /// So far is support with it.
    pub work: Option<Work>,
    /// The version that the page showed; missing: whichever it is.
    pub version: Option<i64>,
}

/// Does it.
pub async fn sort(cx: &Cx, request: Uuid, input: Sort) -> Outcome<(), RequestRefusal> {
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    unchanged(&row, input.version)?;
    if let Some(queue) = input.queue {
        use support_queue::{Column, Entity};
        let open = Entity::find_by_id(queue).filter(Column::ArchivedAt.is_null());
        if open.one(&*tx).await?.is_none() {
            return Err(refuse(RequestRefusal::NoQueue));
        }
    }
    let (queue, work) = (input.queue.or(row.queue_id), input.work.unwrap_or(row.work));
    if (queue, work) != (row.queue_id, row.work) {
        row.queue_id = queue;
        row.work = work;
        let facts = json!({ "queue": queue, "work": work.word() });
        happened(cx, &tx, &mut row, doer, ("sorted", None, None), facts).await?;
        cx.audit(&tx, SORTED.about(request)).await?;
    }
    cx.once(&tx, request).await?;
    tx.commit().await?;
    Ok(())
}
