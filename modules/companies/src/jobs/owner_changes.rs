//! Carries out changes of owner whose time to object is over (COM-3). Nothing is done while the clock is doubted: it cannot be taken back.

use crate::actions::advance_owner_changes::advance_owner_changes;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "companies.owner_changes";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnerChanges;

#[async_trait]
impl JobHandler for OwnerChanges {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        advance_owner_changes(cx).await?;
        Ok(JobEnd::Done)
    }
}
