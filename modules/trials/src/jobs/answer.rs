//! Answers a request for a trial: so that the form's answer takes the same time for everybody, and a try that fails is made again.

use crate::actions::answer_trial::answer_trial;
use crate::actions::ask_trial::JOB;
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer;

#[async_trait]
impl JobHandler for Answer {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        // Run again, it finds the request answered.
        answer_trial(cx, job.id("trial")?).await?;
        Ok(JobEnd::Done)
    }
}
