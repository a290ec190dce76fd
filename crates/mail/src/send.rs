//! The job that sends.

use crate::queue::{self, SEND};
use crate::transport::{Transport, message};
use async_trait::async_trait;
use gatehouse_core::Fault;
use gatehouse_db::Cx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};

/// Sends queued mails through the transport.
#[derive(Debug)]
pub struct MailSender {
    transport: Transport,
}

impl MailSender {
    /// A sender.
    pub const fn new(transport: Transport) -> Self {
        Self { transport }
    }
}

#[async_trait]
impl JobHandler for MailSender {
    fn kind(&self) -> &'static str {
        SEND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let id = job.id("mail").map_err(JobFailure::Final)?;
        // A mail whose recipient was erased meanwhile is not sent.
        let Some(mail) = queue::open(cx, id).await? else { return Ok(JobEnd::Done) };
        let (None, Some(content)) = (mail.row.sent_at, &mail.content) else { return Ok(JobEnd::Done) };
        let built = message(&cx.app.settings.mail_from, &mail.to, &id.to_string(), &mail.row.lang, content)
            .map_err(JobFailure::Final)?;
        if !self.transport.send(built).await? {
            metrics::counter!("gatehouse_mails_refused_total").increment(1);
            return Err(JobFailure::Final(Fault::new("the SMTP server refuses this mail for good")));
        }
        metrics::counter!("gatehouse_mails_sent_total").increment(1);
        let tx = cx.begin().await?;
        queue::mark_sent(cx, &tx, id).await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
