//! Destroys the key of the last mail to a deleted account, when the mail's own record is gone.

use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, HOUR, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

pub const KIND: &str = "accounts.forget_key";
/// A mail's record lives 30 days after sending, and sending is tried for some days.
const AFTER_DAYS: i64 = 40;

/// Queues it with the deletion.
pub async fn enqueue(cx: &Cx, tx: &Tx, key: Uuid) -> Result<(), Fault> {
    let mut job = NewJob::new(KIND, serde_json::json!({ "key": key }));
    job.run_at = Some(cx.now().plus(AFTER_DAYS * DAY));
    gatehouse_jobs::enqueue(cx, tx, job).await?;
    Ok(())
}

pub struct ForgetKey;

#[async_trait]
impl JobHandler for ForgetKey {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let key = job.id("key").map_err(JobFailure::Final)?;
        // Before the transaction: where there is one writer, the judgement could not be written down beside it.
        let is_doubted = clock_watch::judge(cx).await? != Judgement::Believed;
        let tx = cx.begin().await?;
        if is_doubted {
            // A mail that has not gone out yet would be lost: it is looked at again, and the log says why already.
            job.finish(&tx).await?;
            let mut later = NewJob::new(KIND, job.payload()?);
            later.run_at = Some(cx.now().plus(HOUR));
            gatehouse_jobs::enqueue(cx, &tx, later).await?;
            tx.commit().await?;
            return Ok(JobEnd::Finished);
        }
        subject::destroy(cx, &tx, key).await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
