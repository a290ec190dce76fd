//! Sums up sign-ins from new browsers that came within an hour of the last mail (ACC-10).

use crate::actions::tell_of_browsers::tell_of_browsers;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The job's kind and its schedule's name.
pub const KIND: &str = "accounts.new_devices";

pub struct NewDevices;

#[async_trait]
impl JobHandler for NewDevices {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        tell_of_browsers(cx).await?;
        Ok(JobEnd::Done)
    }
}
