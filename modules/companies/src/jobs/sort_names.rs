//! Sorts the names of a company whose language changed (COM-4), step by step.

use crate::actions::sort_names::sort_names;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

/// The job's kind.
pub(crate) const KIND: &str = "companies.sort_names";

/// Queues it with the change.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, company: Uuid, lang: &str) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(KIND, serde_json::json!({ "company": company, "lang": lang }))).await?;
    Ok(())
}

/// Runs the job.
pub(crate) struct SortNames;

#[async_trait]
impl JobHandler for SortNames {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let company = job.id("company").map_err(JobFailure::Final)?;
        let payload = job.payload()?;
        let lang = payload.get("lang").and_then(serde_json::Value::as_str).unwrap_or_default();
        let tx = cx.begin().await?;
        if sort_names(cx, &tx, company, lang).await? {
            enqueue(cx, &tx, company, lang).await?;
        }
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
