//! Answers a request for a key file: so that the form's answer takes the same time for everybody, and a try that fails is made again.

use crate::actions::key_files::ask::JOB;
use crate::actions::key_files::mail::mail_key_file;
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct KeyFileMail;

#[async_trait]
impl JobHandler for KeyFileMail {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        // Run again, it finds the request answered.
        mail_key_file(cx, job.id("ask")?).await?;
        Ok(JobEnd::Done)
    }
}
