//! Looks at claimed domains when their time has come (COM-14). The name servers are asked outside of any transaction, a few at a time.

use crate::actions::domains::look::look_by_plan;
use crate::queries::domains::due;
use futures::future::join_all;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, async_trait};
use gatehouse_domains::Names;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The job's kind and its schedule's name.
pub(crate) const KIND: &str = "companies.domains";
/// How often it runs.
pub(crate) const EVERY: i64 = MINUTE;

/// Looks of one run; each takes 10 seconds at the most.
const MOST: u64 = 160;
/// Looks at a time.
const AT_ONCE: usize = 16;

pub(crate) struct Domains;

#[async_trait]
impl JobHandler for Domains {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let due = due(cx, MOST).await?;
        if due.is_empty() {
            return Ok(JobEnd::Done);
        }
        let names = cx.service::<Names>()?;
        // One that cannot be stored now is due at the next run; the others go on.
        let mut failed: Option<Fault> = None;
        for part in due.chunks(AT_ONCE) {
            let answers = join_all(part.iter().map(|claim| names.challenge(&claim.domain, cx.now()))).await;
            for (claim, answer) in part.iter().zip(&answers) {
                if let Err(fault) = look_by_plan(cx, claim, answer).await {
                    failed = Some(fault);
                }
            }
            job.extend(cx).await?;
        }
        match failed {
            Some(fault) => Err(JobFailure::Retry(fault)),
            None => Ok(JobEnd::Done),
        }
    }
}
