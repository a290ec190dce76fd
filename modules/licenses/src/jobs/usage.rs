//! Writes the usage of licenses once a day has ended (LIC-15). Nothing is written while the clock is doubted.

use crate::actions::write_usage::WriteUsage;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.usage";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct Usage;

#[async_trait]
impl JobHandler for Usage {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let Some(mut run) = WriteUsage::begin(cx).await? else { return Ok(JobEnd::Done) };
        while run.part(cx).await? {
            job.extend(cx).await?;
        }
        run.finish(cx).await?;
        Ok(JobEnd::Done)
    }
}
