//! Surveys are mailed when their hour has come, and a round of the yearly one asks part by part (SUP-15). Nothing of it while the clock is doubted: a mail
//! cannot be taken back.

use crate::actions::send_survey::{self, send};
use crate::actions::survey_rounds::ask_part;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use serde_json::json;

/// The schedule that mails them.
pub(super) const SEND: &str = "support.surveys";
/// The job of a round.
pub(super) const ROUND: &str = "support.survey_round";

/// Queues the job of a round, with its start.
pub(crate) async fn enqueue_round(cx: &Cx, tx: &Tx, round: Uuid) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(ROUND, json!({ "round": round }))).await.map(drop)
}

/// Mails what is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mail;

#[async_trait]
impl JobHandler for Mail {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if matches!(clock_watch::judge(cx).await?, Judgement::Doubted(_)) {
            return Ok(JobEnd::Done);
        }
        loop {
            let due = send_survey::due(cx).await?;
            if due.is_empty() {
                return Ok(JobEnd::Done);
            }
            let staff = send_survey::staff(cx).await?;
            let is_last = u64::try_from(due.len()).unwrap_or(u64::MAX) < send_survey::PART;
            let mut failed = None;
            // One that fails keeps none of the others from its mail.
            for id in due {
                if let Err(fault) = send(cx, id, &staff).await {
                    tracing::error!(survey = %id, "a survey was not sent: {fault}");
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

/// Asks those who agreed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round;

#[async_trait]
impl JobHandler for Round {
    fn kind(&self) -> &'static str {
        ROUND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let round = job.id("round")?;
        while ask_part(cx, round).await? {
            job.extend(cx).await?;
        }
        // They need not wait for the schedule.
        let tx = cx.begin().await?;
        gatehouse_jobs::enqueue(cx, &tx, NewJob::new(SEND, json!({}))).await?;
        tx.commit().await?;
        Ok(JobEnd::Done)
    }
}
