//! The job that sends.

use crate::messages::{self, Messages};
use crate::number::PhoneNumber;
use crate::provider::Outgoing;
use crate::queue::{self, SEND, is_of_use};
use crate::table::Outcome;
use crate::trouble::Trouble;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, Uuid, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use gatehouse_reach::Reach;
use std::sync::{Mutex, PoisonError};

/// The same trouble is not told again within this many microseconds.
const QUIET: i64 = 10 * MINUTE;

/// Sends queued text messages.
#[derive(Debug, Default)]
pub struct MessageSender {
    /// What was told to the log last, and when.
    told: Mutex<Option<(&'static str, Moment)>>,
}

impl MessageSender {
    /// One line in the log for each change: a message is tried again and again, and each try would say the same.
    fn record(&self, now: Moment, trouble: Option<Trouble>) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        match (trouble, *told) {
            (None, None) => {}
            (None, Some(_)) => {
                *told = None;
                tracing::info!("text messages go out again");
            }
            (Some(trouble), Some((word, at))) if word == trouble.word() && at.plus(QUIET) > now => {}
            (Some(trouble), _) => {
                *told = Some((trouble.word(), now));
                tracing::warn!(kind = trouble.word(), "text messages wait: {trouble}");
            }
        }
    }

    fn waiting(&self, cx: &Cx, trouble: Trouble) -> JobFailure {
        metrics::counter!("gatehouse_text_messages_delayed_total", "kind" => trouble.word()).increment(1);
        self.record(cx.now(), Some(trouble));
        JobFailure::Waiting(trouble.into())
    }
}

/// Ends the message and the job in one transaction.
async fn end(cx: &Cx, job: &Claimed, id: Uuid, outcome: Outcome) -> Result<JobEnd, JobFailure> {
    let tx = cx.begin().await?;
    queue::end(cx, &tx, id, outcome).await?;
    job.finish(&tx).await?;
    tx.commit().await?;
    Ok(JobEnd::Finished)
}

#[async_trait]
impl JobHandler for MessageSender {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let id = job.id("message").map_err(JobFailure::Final)?;
        // One whose account was erased meanwhile is not sent.
        let Some(opened) = queue::open(cx, id).await? else { return Ok(JobEnd::Done) };
        let (None, Some((number, text))) = (opened.row.ended_at, &opened.content) else { return Ok(JobEnd::Done) };
        if !is_of_use(&opened.row, cx.now()) {
            metrics::counter!("gatehouse_text_messages_expired_total").increment(1);
            return end(cx, job, id, Outcome::Expired).await;
        }
        let Some(to) = PhoneNumber::stored(number) else { return end(cx, job, id, Outcome::Refused).await };
        // The operator may have turned messages off, or taken the country out, since it was queued.
        let messages = messages::of(cx).filter(|messages: &&Messages| messages.reaches(&to));
        let messages = messages.ok_or_else(|| self.waiting(cx, Trouble::Nobody))?;
        let out = Outgoing { to: &to, text: text.expose(), id: &id.to_string() };
        let reach = cx.service::<Reach>().map_err(JobFailure::Retry)?;
        match messages.send(reach, &out).await {
            Ok(provider) => {
                metrics::counter!("gatehouse_text_messages_sent_total", "provider" => provider.name.clone())
                    .increment(1);
                self.record(cx.now(), None);
                end(cx, job, id, Outcome::Sent).await
            }
            Err(trouble) if trouble.is_final() => {
                metrics::counter!("gatehouse_text_messages_refused_total", "kind" => trouble.word()).increment(1);
                let tx = cx.begin().await?;
                queue::end(cx, &tx, id, Outcome::Refused).await?;
                tx.commit().await?;
                Err(JobFailure::Final(trouble.into()))
            }
            Err(trouble) => Err(self.waiting(cx, trouble)),
        }
    }

    /// Nothing is left of a message that nobody tries any more.
    async fn given_up(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        let id = job.id("message")?;
        let tx = cx.begin().await?;
        queue::end(cx, &tx, id, Outcome::Expired).await?;
        tx.commit().await
    }
}
