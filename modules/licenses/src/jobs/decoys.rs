//! Lays decoy codes, and takes up what is too many (LIC-4).

use crate::actions::lay_decoys::lay_decoys;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.decoys";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct Decoys;

#[async_trait]
impl JobHandler for Decoys {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        let laid = lay_decoys(cx).await?;
        if laid > 0 {
            tracing::info!(laid, "decoy codes were laid");
        }
        Ok(JobEnd::Done)
    }
}
