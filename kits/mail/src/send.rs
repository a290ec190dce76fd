//! The job that sends.

use crate::attached::{self, Attachment};
use crate::queue::{self, SEND};
use crate::sender::Sender;
use crate::transport::{Transport, message};
use crate::trouble::Trouble;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, MINUTE, Moment, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The same trouble is not told again within this many microseconds: greylisting comes and goes with every mail.
const QUIET: i64 = 10 * MINUTE;
/// A server takes no mail of this size (RFC 5321 §4.2.3).
const TOO_LARGE: u16 = 552;

/// Sends queued mails through the transport.
#[derive(Debug)]
pub struct MailSender {
    transport: Transport,
    standing: Mutex<Standing>,
}

impl MailSender {
    /// A sender.
    pub fn new(transport: Transport) -> Self {
        Self { transport, standing: Mutex::default() }
    }

    /// One line in the log for each change: the outbox tries every mail again and again, and each try would say the same.
    fn record(&self, now: Moment, end: Result<(), Trouble>) {
        let mut standing = self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        match (end, standing.change(now, end.err())) {
            (Ok(()), true) => tracing::info!("mails go out again"),
            (Err(trouble), true) => tracing::warn!(kind = trouble.word(), "mails wait: {trouble}"),
            _ => {}
        }
    }

    fn waiting(&self, cx: &Cx, trouble: Trouble) -> JobFailure {
        metrics::counter!("gatehouse_mails_delayed_total", "kind" => trouble.word()).increment(1);
        self.record(cx.now(), Err(trouble));
        JobFailure::Waiting(trouble.into())
    }
}

/// How the way out is, as far as the last try knows.
#[derive(Debug, Default)]
struct Standing {
    trouble: Option<Trouble>,
    is_told: bool,
    told: BTreeMap<Trouble, Moment>,
}

impl Standing {
    /// Records a try; whether the log is to be told.
    fn change(&mut self, now: Moment, trouble: Option<Trouble>) -> bool {
        if std::mem::replace(&mut self.trouble, trouble) == trouble {
            return false;
        }
        let Some(trouble) = trouble else { return std::mem::take(&mut self.is_told) };
        self.told.retain(|_, at| at.plus(QUIET) > now);
        let is_new = !self.told.contains_key(&trouble);
        if is_new {
            self.told.insert(trouble, now);
            self.is_told = true;
        }
        is_new
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
        // Checked when the program started. If it is wrong all the same, the operator can correct it; the mail waits.
        let sender = Sender::parse(&cx.app.settings.mail_from).map_err(|_| self.waiting(cx, Trouble::Sender))?;
        let sender = sender.of_vendor(&gatehouse_brand::of(&cx.app));
        let lang = Lang::from_tag(&mail.row.lang).unwrap_or_default();
        let brought = attached::made(cx, &content.attached, lang).await?;
        let id_text = id.to_string();
        let built = |brought: Vec<Attachment>| {
            message(&sender, &mail.to, &id_text, &mail.row.lang, content, brought).map_err(JobFailure::Final)
        };
        let end = if brought.is_empty() {
            self.transport.send(built(brought)?).await
        } else {
            // Making them may have taken a while; the server has its whole time.
            job.extend(cx).await?;
            match self.transport.send(built(brought)?).await {
                // What it brings may be why: the mail tells more than that.
                Ok(false) | Err(Trouble::TurnedAway(TOO_LARGE)) => {
                    job.extend(cx).await?;
                    let end = self.transport.send(built(Vec::new())?).await;
                    if matches!(end, Ok(true)) {
                        attached::refused();
                    }
                    end
                }
                end => end,
            }
        };
        let is_taken = end.map_err(|trouble| self.waiting(cx, trouble))?;
        self.record(cx.now(), Ok(()));
        if !is_taken {
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

#[cfg(test)]
mod tests {
    use super::{QUIET, Standing};
    use crate::trouble::Trouble;
    use gatehouse_core::{MINUTE, Moment};

    /// ALL-6
    #[test]
    fn a_mail_server_in_trouble_is_one_line_of_the_log_and_not_one_for_each_try() {
        let mut standing = Standing::default();
        let mut at = Moment(0);
        let mut lines = |trouble: Option<Trouble>, tries: usize| {
            (0..tries)
                .filter(|_| {
                    at = at.plus(MINUTE / 60);
                    standing.change(at, trouble)
                })
                .count()
        };
        assert_eq!(lines(None, 5), 0, "what goes well is not told");
        assert_eq!(lines(Some(Trouble::Refused), 85), 1);
        assert_eq!(lines(Some(Trouble::Password), 85), 1, "another cause is told");
        assert_eq!(lines(None, 26), 1);
        let mut greylisted = 0;
        for _ in 0..100 {
            greylisted += lines(Some(Trouble::Later), 1) + lines(None, 1);
        }
        assert_eq!(greylisted, 2, "what comes and goes is told once in ten minutes");
        assert_eq!(lines(Some(Trouble::Later), 1), 0);
        let much_later = Moment(10 * QUIET);
        assert!(!standing.change(much_later, Some(Trouble::Later)), "it still stands");
        assert!(!standing.change(much_later, None));
        assert!(standing.change(much_later, Some(Trouble::Later)));
    }
}
