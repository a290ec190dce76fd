//! Makes the archives of people's data ([`make_export`]).

use crate::actions::make_export::{give_up, make_export};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};

pub const KIND: &str = "accounts.export";
/// The member of the payload that names the archive.
const EXPORT: &str = "export";
/// Tries before the page says that it failed: over an hour, with the waits between them.
const ATTEMPTS: i64 = 6;

/// Queues it with the request.
pub async fn enqueue(cx: &Cx, tx: &Tx, export: Uuid) -> Result<(), Fault> {
    let job = NewJob { max_attempts: ATTEMPTS, ..NewJob::new(KIND, serde_json::json!({ EXPORT: export })) };
    gatehouse_jobs::enqueue(cx, tx, job).await.map(drop)
}

pub struct Export;

#[async_trait]
impl JobHandler for Export {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let id = job.id(EXPORT).map_err(JobFailure::Final)?;
        Ok(make_export(cx, id, job).await?)
    }

    async fn given_up(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        give_up(cx, job.id(EXPORT)?).await
    }
}
