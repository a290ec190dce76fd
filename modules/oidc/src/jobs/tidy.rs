//! What is kept for half a minute goes, and who has to hear of ended sessions is told.

use crate::actions::note_ended::note_ended;
use crate::actions::tidy::tidy;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const TIDY: &str = "oidc.tidy";

/// Does it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tidy;

#[async_trait]
impl JobHandler for Tidy {
    fn kind(&self) -> &'static str {
        TIDY
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        tidy(cx).await?;
        while note_ended(cx).await? {
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
