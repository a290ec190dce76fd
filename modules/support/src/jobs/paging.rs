//! Pages for critical incidents (SUP-4): the first one at once, by a job of its own; further ones by a schedule that looks each minute.

use crate::actions::critical::page;
use crate::tables::critical_incident::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde_json::json;

/// The job of the first page.
pub(super) const JOB: &str = "support.page";
/// The schedule of further ones.
pub(super) const SWEEP: &str = "support.page_again";
/// Incidents of one turn.
const PART: u64 = 100;

/// Queues the first page, with the request.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, request: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(JOB, json!({ "request": request }))).await.map(drop)
}

/// Pages once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page;

#[async_trait]
impl JobHandler for Page {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        page(cx, job.id("request")?).await?;
        Ok(JobEnd::Done)
    }
}

/// Pages again where nobody has taken an incident.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sweep;

#[async_trait]
impl JobHandler for Sweep {
    fn kind(&self) -> &'static str {
        SWEEP
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        let due: Vec<Uuid> = Entity::find()
            .filter(Column::NextPageAt.lte(cx.now()))
            .order_by_asc(Column::NextPageAt)
            .limit(PART)
            .select_only()
            .column(Column::RequestId)
            .into_tuple()
            .all(cx.read())
            .await?;
        let mut failed = None;
        // One that fails keeps none of the others from its page.
        for request in due {
            if let Err(fault) = page(cx, request).await {
                tracing::error!(%request, "nobody was paged for a critical incident: {fault}");
                failed = Some(fault);
            }
        }
        failed.map_or(Ok(JobEnd::Done), |fault| Err(fault.into()))
    }
}
