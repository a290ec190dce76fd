//! A client's server hears that somebody signed out (Back-Channel Logout 1.0). Where it is away it is told later, with a new token; after two
//! days the notice is erased.

use crate::actions::send_logout::send_logout;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde_json::json;

/// The job.
pub(super) const LOGOUT: &str = "oidc.logout";

/// Tries: some two days, after which the notice is erased.
const TRIES: i64 = 60;

/// Queues it with what makes it due.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, notices: &[Uuid]) -> Result<(), Fault> {
    let job = |notice: &Uuid| NewJob { max_attempts: TRIES, ..NewJob::new(LOGOUT, json!({ "notice": notice })) };
    let jobs = notices.iter().map(job).collect();
    gatehouse_jobs::outbox::enqueue_all(cx, tx, jobs).await
}

/// Tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logout;

#[async_trait]
impl JobHandler for Logout {
    fn kind(&self) -> &'static str {
        LOGOUT
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        send_logout(cx, job.id("notice")?).await?;
        Ok(JobEnd::Done)
    }
}
