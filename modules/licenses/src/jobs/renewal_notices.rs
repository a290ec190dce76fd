//! Tells holders of renewals that come, and clerks of wishes that no shop answered (LIC-8). Nothing while the clock is doubted.

use crate::actions::tell_companies::tell_companies_of_renewals;
use crate::actions::tell_of_renewals::{end_waiting, tell_of_renewals};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.renewal_notices";

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct RenewalNotices;

#[async_trait]
impl JobHandler for RenewalNotices {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        end_waiting(cx).await?;
        let mut last = (Moment(0), Uuid::nil());
        while let Some((end, _)) = tell_of_renewals(cx, last).await? {
            last = end;
            job.extend(cx).await?;
        }
        let mut last = Uuid::nil();
        while let Some((end, _)) = tell_companies_of_renewals(cx, last).await? {
            last = end;
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
