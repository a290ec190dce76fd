//! Sets passwords whose waiting time is over (ACC-13). That cannot be taken back, so nothing is done while the clock is doubted.

use crate::actions::advance_waiting_passwords::advance_waiting_passwords;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The job's kind and its schedule's name.
pub const KIND: &str = "accounts.waiting_passwords";

pub struct WaitingPasswords;

#[async_trait]
impl JobHandler for WaitingPasswords {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        advance_waiting_passwords(cx).await?;
        Ok(JobEnd::Done)
    }
}
