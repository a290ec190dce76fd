//! What was said in a long chat is copied into the request that it became, a piece of it in a transaction. Each piece queues the next one in its own
//! transaction, so that whenever the process is killed, nothing is left out and nothing stands there twice.

use crate::actions::hand_over::copy_said;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde::{Deserialize, Serialize};

/// The job.
pub(super) const JOB: &str = "chat.copy_said";

/// What is left of a chat.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Left {
    /// The chat.
    pub chat: Uuid,
    /// Behind the message with this number.
    pub after: i64,
    /// Up to this one: what the program says at the end is not copied.
    pub until: i64,
}

/// Queues it with what comes before it.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, left: Left) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(JOB, serde_json::to_value(left)?)).await.map(drop)
}

/// Copies them.
#[derive(Clone, Copy, Debug)]
pub(super) struct CopySaid;

#[async_trait]
impl JobHandler for CopySaid {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let left: Left = serde_json::from_value(job.payload()?).map_err(Fault::from)?;
        let tx = cx.begin().await?;
        if let Some(left) = copy_said(cx, &tx, left).await? {
            enqueue(cx, &tx, left).await?;
        }
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
