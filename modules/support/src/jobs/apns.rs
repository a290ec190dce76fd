//! Certificates for Apple's push service: requests are signed at once, and the end of the vendor's own is told in time (SUP-8).

use crate::actions::sign_csr::sign_csr;
use crate::actions::warn_of_apns::warn_of_apns;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde_json::json;

/// The job that answers one request.
pub(super) const SIGN: &str = "support.sign_csr";
/// The schedule that looks at the vendor's certificate.
pub(super) const ENDS: &str = "support.apns_ends";

/// Queues the answer, with the request.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx, request: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(SIGN, json!({ "request": request }))).await.map(drop)
}

/// Answers one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign;

#[async_trait]
impl JobHandler for Sign {
    fn kind(&self) -> &'static str {
        SIGN
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        sign_csr(cx, job.id("request")?).await?;
        Ok(JobEnd::Done)
    }
}

/// Looks at the vendor's certificate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends;

#[async_trait]
impl JobHandler for Ends {
    fn kind(&self) -> &'static str {
        ENDS
    }

    async fn run(&self, cx: &Cx, _job: &Claimed) -> Result<JobEnd, JobFailure> {
        warn_of_apns(cx).await?;
        Ok(JobEnd::Done)
    }
}
