//! Keeps the status lists current (LIC-20): a block is in its list within two minutes.

use crate::actions::key_files::KeyFiles;
use crate::actions::key_files::publish::publish_status_list;
use crate::actions::key_files::statuses::codes_stopped;
use crate::queries::status_lists;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.status_lists";
/// Lists looked at in one run; the next run goes on with the rest.
const PART: u64 = 100;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct StatusLists;

#[async_trait]
impl JobHandler for StatusLists {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        // Nothing can be signed; the next run comes in a minute, and the log says already what is wrong.
        if cx.service::<KeyFiles>()?.keys().in_use().is_err() {
            return Ok(JobEnd::Done);
        }
        // What a code's end does to its files is not done on the word of a clock that is ahead.
        if let Judgement::Believed = clock_watch::judge(cx).await? {
            codes_stopped(cx).await?;
        }
        for list in status_lists::out_of_date(cx, PART).await? {
            publish_status_list(cx, list).await?;
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
