//! Writes the mails about the deletion of a company to all of its members (COM-11), some people at a time.

use crate::actions::tell_of_deletion::tell_of_deletion;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

/// The job's kind.
pub(crate) const KIND: &str = "companies.deletion_told";

/// Queues it with the deletion, or with its first part. `at`: which deletion; `after`: those up to this member have their mails.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, company: Uuid, at: Moment, after: Uuid) -> Result<(), Fault> {
    let payload = serde_json::json!({ "company": company, "at": at.0, "after": after });
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(KIND, payload)).await?;
    Ok(())
}

/// Runs the job.
pub(crate) struct DeletionTold;

#[async_trait]
impl JobHandler for DeletionTold {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let company = job.id("company").map_err(JobFailure::Final)?;
        let after = job.id("after").map_err(JobFailure::Final)?;
        let at = job.payload()?.get("at").and_then(serde_json::Value::as_i64).map(Moment);
        let at = at.ok_or_else(|| JobFailure::Final(Fault::new("the payload names no deletion")))?;
        let tx = cx.begin().await?;
        tell_of_deletion(cx, &tx, company, at, after).await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
