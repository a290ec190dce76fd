//! Background and scheduled work.

use crate::actions::bring_in::bring_in;
use crate::texts;
use gatehouse_context::Cx;
use gatehouse_core::{HOUR, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, Schedule};
use gatehouse_web::Words;
use std::sync::Arc;

/// The schedule's and job's name.
const BRING_IN: &str = "help.bring_in";

/// What the jobs do.
pub(crate) const NAMES: Words = &[(BRING_IN, |lang| texts(lang).msg_job_bring_in())];

pub(crate) fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(BringIn)]
}

/// At the first start at once; later a new program's articles are there within the hour. Where nothing is new, it is one look.
pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: BRING_IN, every: HOUR }]
}

/// Brings in the articles of the program.
#[derive(Clone, Copy, Debug)]
struct BringIn;

#[async_trait]
impl JobHandler for BringIn {
    fn kind(&self) -> &'static str {
        BRING_IN
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        bring_in(cx).await?;
        Ok(JobEnd::Done)
    }
}
