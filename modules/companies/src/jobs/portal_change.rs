//! Writes the mails about a change of the portal to the administrators of all companies (COM-13), some people at a time.

use crate::actions::deliver_portal_change::deliver_portal_change;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

/// The job's kind.
pub(crate) const KIND: &str = "companies.portal_change";

/// Queues it with the change, or with its first part. `after`: those up to this member have their mails.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, change: Uuid, after: Uuid) -> Result<(), Fault> {
    let payload = serde_json::json!({ "change": change, "after": after });
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(KIND, payload)).await?;
    Ok(())
}

/// Runs the job.
pub(crate) struct PortalChange;

#[async_trait]
impl JobHandler for PortalChange {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let change = job.id("change").map_err(JobFailure::Final)?;
        let after = job.id("after").map_err(JobFailure::Final)?;
        let tx = cx.begin().await?;
        deliver_portal_change(cx, &tx, change, after).await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
