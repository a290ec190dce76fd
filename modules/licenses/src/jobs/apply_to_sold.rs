//! Makes a decision about an edition one of each license that was sold before (LIC-1).

use crate::actions::apply_to_sold::{JOB, apply_part};
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct ApplyToSold;

#[async_trait]
impl JobHandler for ApplyToSold {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let rollout = job.id("rollout")?;
        let mut after = (0, Uuid::nil());
        while let Some(last) = apply_part(cx, rollout, after).await? {
            after = last;
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
