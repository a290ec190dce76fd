//! Contracts come to their ends (LIC-29). Nothing of it while the clock is doubted: what lapsed too early would not come back.

use super::timers::is_doubted;
use crate::actions::contract_ends::{self, attend};
use gatehouse_context::Cx;
use gatehouse_core::{Uuid, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const CONTRACTS: &str = "support.contracts";

/// Tells of ends, and lets what has ended lapse.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contracts;

#[async_trait]
impl JobHandler for Contracts {
    fn kind(&self) -> &'static str {
        CONTRACTS
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if is_doubted(cx).await? {
            return Ok(JobEnd::Done);
        }
        let (mut after, mut failed) = (Uuid::nil(), None);
        loop {
            let due = contract_ends::due(cx, after).await?;
            // One that fails keeps none of the others from its turn.
            for id in &due {
                if let Err(fault) = attend(cx, *id).await {
                    tracing::error!(contract = %id, "a contract was not brought to its end: {fault}");
                    failed = Some(fault);
                }
            }
            match due.last() {
                Some(last) if u64::try_from(due.len()).unwrap_or(0) == contract_ends::PART => after = *last,
                _ => return failed.map_or(Ok(JobEnd::Done), |fault| Err(fault.into())),
            }
            job.extend(cx).await?;
        }
    }
}
