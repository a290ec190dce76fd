//! Keeps the revocation lists current (LIC-20): a stop is in its product's list within two minutes.

use crate::actions::leases::LeaseIssuer;
use crate::actions::publish_revocation_list::publish_revocation_list;
use crate::queries::revocations;
use gatehouse_context::Cx;
use gatehouse_core::async_trait;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const JOB: &str = "licenses.revocation_lists";
/// Products looked at in one run; the next run goes on with the rest.
const PART: u64 = 200;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct RevocationLists;

#[async_trait]
impl JobHandler for RevocationLists {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        // Nothing can be signed; the next run comes in a minute, and the log says already what is wrong.
        if cx.service::<LeaseIssuer>()?.keys().in_use().is_err() {
            return Ok(JobEnd::Done);
        }
        for product in revocations::out_of_date(cx.read(), cx.now(), PART).await? {
            publish_revocation_list(cx, product).await?;
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}
