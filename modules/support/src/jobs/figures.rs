//! The figures of support are counted on (SUP-19): each ten minutes, and at once where somebody lets all be counted anew.

use crate::actions::count::count_part;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde_json::json;

/// The schedule, and the job.
pub(super) const COUNT: &str = "support.figures";

/// Queues it.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(COUNT, json!({}))).await.map(drop)
}

/// Counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count;

#[async_trait]
impl JobHandler for Count {
    fn kind(&self) -> &'static str {
        COUNT
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let mut place = None;
        while let Some(next) = count_part(cx, place).await? {
            place = Some(next);
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
