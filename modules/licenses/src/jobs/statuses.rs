//! Writes the statuses of licenses whose moment has passed (LIC-17), so that lists by status walk an index. What is due is shown
//! right before, by its dates. Nothing is written while the clock is doubted; once a day every license is looked at, so that a
//! status that a wrong clock wrote does not stay.

use crate::actions::write_statuses::{compare, write_due};
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name: what is due.
pub(super) const JOB: &str = "licenses.statuses";
/// The same for every license.
pub(super) const ALL: &str = "licenses.all_statuses";

/// The handler of what is due.
#[derive(Clone, Copy, Debug)]
pub struct Statuses;

/// The handler of all.
#[derive(Clone, Copy, Debug)]
pub struct AllStatuses;

#[async_trait]
impl JobHandler for Statuses {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        write_all_due(cx, job).await
    }
}

#[async_trait]
impl JobHandler for AllStatuses {
    fn kind(&self) -> &'static str {
        ALL
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
            return Ok(JobEnd::Done);
        }
        let mut last = Uuid::nil();
        while let Some(end) = compare(cx, last).await? {
            last = end;
            job.extend(cx).await?;
        }
        write_all_due(cx, job).await
    }
}

async fn write_all_due(cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
    if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
        return Ok(JobEnd::Done);
    }
    while write_due(cx).await? > 0 {
        job.extend(cx).await?;
    }
    Ok(JobEnd::Done)
}
