//! Lets the reserves of licenses that have ended take over (LIC-19). Nothing is done while the clock is doubted: a term that began
//! cannot be taken back.

use crate::actions::take_over::{due, take_over};
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.reserves";
/// Licenses read at once.
const PART: u64 = 200;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct Reserves;

#[async_trait]
impl JobHandler for Reserves {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let mut after = Uuid::nil();
        loop {
            let part = due(cx, after, PART).await?;
            let Some(last) = part.last() else { return Ok(JobEnd::Done) };
            after = last.id;
            for license in &part {
                take_over(cx, license).await?;
            }
            job.extend(cx).await?;
        }
    }
}
