//! Writes the mails about what happened in a company to who is told of it (COM-13), some people at a time; what its directory did to users, ten
//! minutes after the first of it.

use crate::actions::deliver_news::deliver_news;
use crate::actions::gather_news::gather_news;
use crate::model::notice::GATHERED;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

/// The job's kind.
pub(crate) const KIND: &str = "companies.news";

/// Queues it with what happened, or with its first part. `after`: those up to this member have their mails.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, news: Uuid, after: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(KIND, serde_json::json!({ "news": news, "after": after }))).await?;
    Ok(())
}

/// Queues the gathering of what a company's directory does, unless one waits. The caller holds the company.
pub(crate) async fn enqueue_gathering(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    let job = NewJob {
        run_at: Some(cx.now().plus(GATHERED)),
        dedup: Some(format!("{KIND} {company}")),
        ..NewJob::new(KIND, serde_json::json!({ "company": company }))
    };
    gatehouse_jobs::enqueue(cx, tx, job).await?;
    Ok(())
}

/// Runs the job.
pub(crate) struct Tell;

#[async_trait]
impl JobHandler for Tell {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Ok(company) = job.id("company") {
            let tx = cx.begin().await?;
            gather_news(cx, &tx, company).await?;
            job.finish(&tx).await?;
            tx.commit().await?;
            return Ok(JobEnd::Finished);
        }
        let news = job.id("news").map_err(JobFailure::Final)?;
        let after = job.id("after").map_err(JobFailure::Final)?;
        let tx = cx.begin().await?;
        deliver_news(cx, &tx, news, after).await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
