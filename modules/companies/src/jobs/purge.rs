//! Purges a company 24 hours after its deletion (COM-11), step by step.

use crate::actions::purge_company::purge_company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Moment, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

/// The job's kind.
pub(crate) const KIND: &str = "companies.purge";

/// Queues it with the deletion, or with the step before.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, company: Uuid, at: Moment) -> Result<(), Fault> {
    let mut job = NewJob::new(KIND, serde_json::json!({ "company": company }));
    job.run_at = Some(at);
    gatehouse_jobs::enqueue(cx, tx, job).await?;
    Ok(())
}

/// Runs the job.
pub(crate) struct Purge;

#[async_trait]
impl JobHandler for Purge {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let company = job.id("company").map_err(JobFailure::Final)?;
        // Before the transaction: where there is one writer, the judgement could not be written down beside it.
        let is_doubted = clock_watch::judge(cx).await? != Judgement::Believed;
        let tx = cx.begin().await?;
        if is_doubted {
            // What is purged cannot be taken back: it is looked at again, and the log says why already.
            enqueue(cx, &tx, company, cx.now().plus(HOUR)).await?;
        } else if purge_company(cx, &tx, company).await? {
            enqueue(cx, &tx, company, cx.now()).await?;
        }
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
