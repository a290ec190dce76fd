//! Time moves requests on, and ended licenses and contracts cancel them (SUP-10). Nothing of it while the clock is doubted: what ended too early would
//! not be opened again.

use crate::actions::advance::{self, advance};
use crate::actions::expire::{self, expire};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// The schedule's and job's name.
pub(super) const TIMERS: &str = "support.timers";
/// The same of what ends with licenses and contracts.
pub(super) const ENDINGS: &str = "support.endings";

pub(super) async fn is_doubted(cx: &Cx) -> Result<bool, Fault> {
    Ok(matches!(clock_watch::judge(cx).await?, Judgement::Doubted(_)))
}

/// Moves what is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Timers;

#[async_trait]
impl JobHandler for Timers {
    fn kind(&self) -> &'static str {
        TIMERS
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if is_doubted(cx).await? {
            return Ok(JobEnd::Done);
        }
        loop {
            let due = advance::due(cx).await?;
            let is_last = u64::try_from(due.len()).unwrap_or(u64::MAX) < advance::PART;
            let mut failed = None;
            // One that fails keeps none of the others from its turn.
            for id in due {
                if let Err(fault) = advance(cx, id).await {
                    tracing::error!(request = %id, "a request was not moved on: {fault}");
                    failed = Some(fault);
                }
            }
            if let Some(fault) = failed {
                return Err(fault.into());
            }
            if is_last {
                return Ok(JobEnd::Done);
            }
            job.extend(cx).await?;
        }
    }
}

/// Tells and cancels what has lost its ground.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endings;

#[async_trait]
impl JobHandler for Endings {
    fn kind(&self) -> &'static str {
        ENDINGS
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if is_doubted(cx).await? {
            return Ok(JobEnd::Done);
        }
        let (mut after, mut failed) = (Uuid::nil(), None);
        loop {
            let ending = expire::ending(cx, after).await?;
            // One that fails keeps none of the others from its turn.
            for id in &ending {
                if let Err(fault) = expire(cx, *id).await {
                    tracing::error!(request = %id, "a request was not ended with its ground: {fault}");
                    failed = Some(fault);
                }
            }
            match ending.last() {
                Some(last) if u64::try_from(ending.len()).unwrap_or(0) == expire::PART => after = *last,
                _ => return failed.map_or(Ok(JobEnd::Done), |fault| Err(fault.into())),
            }
            job.extend(cx).await?;
        }
    }
}
