//! Looks once a day at which licenses are used to their limit or beyond (LIC-14).

use crate::actions::over_use::look_at_all;
use async_trait::async_trait;
use gatehouse_context::Cx;
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

    async fn run(&self, cx: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        look_at_all(cx).await?;
        Ok(JobEnd::Done)
    }
}
