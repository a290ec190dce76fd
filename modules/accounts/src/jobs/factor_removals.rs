//! Tells of removals of lost factors, and carries them out (ACC-9). Neither can be taken back, so nothing is done while the clock is doubted.

use crate::actions::advance_removals::advance_removals;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The job's kind and its schedule's name.
pub const KIND: &str = "accounts.factor_removals";

pub struct FactorRemovals;

#[async_trait]
impl JobHandler for FactorRemovals {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        advance_removals(cx).await?;
        Ok(JobEnd::Done)
    }
}
