//! Chats in which nobody says anything are over. Not while the clock is doubted: what ended too early would not begin again.

use crate::actions::end_quiet::{PART, due, end_quiet};
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const QUIET: &str = "chat.quiet";

/// Ends what is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct EndQuiet;

#[async_trait]
impl JobHandler for EndQuiet {
    fn kind(&self) -> &'static str {
        QUIET
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if matches!(clock_watch::judge(cx).await?, Judgement::Doubted(_)) {
            return Ok(JobEnd::Done);
        }
        loop {
            let found = due(cx).await?;
            for chat in &found {
                end_quiet(cx, *chat).await?;
            }
            if (found.len() as u64) < PART {
                return Ok(JobEnd::Done);
            }
            job.extend(cx).await?;
        }
    }
}
