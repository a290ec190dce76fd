//! Looks once a day at which licenses are used to their limit or beyond (LIC-14). Nothing is done while the clock is doubted: one that is
//! ahead would forget them all.

use crate::actions::over_use::{forget_ended, look_at_seats};
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.over_use_seen";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct OverUse;

#[async_trait]
impl JobHandler for OverUse {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let mut after = Uuid::nil();
        while let Some(last) = look_at_seats(cx, after).await? {
            after = last;
            job.extend(cx).await?;
        }
        forget_ended(cx).await?;
        Ok(JobEnd::Done)
    }
}
