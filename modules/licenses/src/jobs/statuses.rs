//! Writes the statuses of licenses whose moment has passed (LIC-17), so that lists by status walk an index, and those of key files whose
//! code has ended. What is due is shown right before, by its dates. Nothing is written while the clock is doubted; once a day every
//! license is looked at, so that a status that a wrong clock wrote does not stay.

use crate::actions::key_files::{follow_end_of_codes, transitions_ended};
use crate::actions::write_statuses::{compare, write_due};
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_core::Uuid;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name: what is due.
pub(super) const JOB: &str = "licenses.statuses";
/// The same for every license.
pub(super) const ALL: &str = "licenses.all_statuses";

/// Licenses whose key files follow an ended code, read at once.
const PART: u64 = 200;

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
    follow_codes(cx, job).await?;
    Ok(JobEnd::Done)
}

/// Key files of codes whose transition is over have the grace to be made anew (LIC-20).
async fn follow_codes(cx: &Cx, job: &Claimed) -> Result<(), JobFailure> {
    let mut after = Uuid::nil();
    loop {
        let part = transitions_ended(cx, after, PART).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = *last;
        for license in part {
            follow_end_of_codes(cx, license).await?;
        }
        job.extend(cx).await?;
    }
}
