//! Moves trials on and reminds people of their ends (LIC-22). Nothing of it while the clock is doubted: what was said too early is said once
//! only.

use crate::actions::move_on::move_on;
use crate::actions::remind::remind;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "trials.progress";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Progress;

#[async_trait]
impl JobHandler for Progress {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        move_on(cx).await?;
        let mut after = None;
        loop {
            after = remind(cx, after).await?;
            if after.is_none() {
                return Ok(JobEnd::Done);
            }
            job.extend(cx).await?;
        }
    }
}
