//! The files of a chat are copied into the request that it became: those that are being scanned still, a little later.

use crate::actions::hand_over::copy_files;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde_json::json;

/// The job.
pub(super) const JOB: &str = "chat.copy_files";

/// Queues it with what makes a request of the chat.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, chat: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(JOB, json!({ "chat": chat }))).await.map(drop)
}

/// Copies them.
#[derive(Clone, Copy, Debug)]
pub(super) struct CopyFiles;

#[async_trait]
impl JobHandler for CopyFiles {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if copy_files(cx, job.id("chat")?).await? {
            return Err(JobFailure::Waiting(Fault::new("a file of the chat is being scanned still")));
        }
        Ok(JobEnd::Done)
    }
}
