//! The runner: claims, runs, finishes or fails.

use crate::outbox::{self, Claimed};
use crate::schedule::{self, Schedule};
use async_trait::async_trait;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::{App, Cx};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Jobs claimed at once.
const BATCH: i64 = 4;
/// How often the runner looks even when nobody rang: another node may have queued something.
const POLL: Duration = Duration::from_secs(2);

/// How a handler ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobEnd {
    /// Done; the runner finishes the job.
    Done,
    /// Done, and [`Claimed::finish`] was part of the handler's own transaction.
    Finished,
}

/// Why a try failed.
#[derive(Debug)]
pub enum JobFailure {
    /// Try again later.
    Retry(Fault),
    /// Trying again is useless: a dead letter at once.
    Final(Fault),
}

impl<E: Into<Fault>> From<E> for JobFailure {
    fn from(error: E) -> Self {
        Self::Retry(error.into())
    }
}

/// What runs the jobs of one kind.
#[async_trait]
pub trait JobHandler: Send + Sync {
    /// The kind, such as `mail.send`.
    fn kind(&self) -> &'static str;
    /// Does one job. May be called again after a crash: outside effects must bear repetition.
    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure>;
}

/// Runs jobs and fires schedules for one process.
pub struct Runner {
    app: Arc<App>,
    id: Uuid,
    handlers: HashMap<&'static str, Arc<dyn JobHandler>>,
    schedules: Vec<Schedule>,
}

impl Runner {
    /// A runner with the modules' handlers and schedules.
    pub fn new(app: Arc<App>, handlers: Vec<Arc<dyn JobHandler>>, schedules: Vec<Schedule>) -> Self {
        let id = app.random.id(app.clock.now());
        let handlers = handlers.into_iter().map(|h| (h.kind(), h)).collect();
        Self { app, id, handlers, schedules }
    }

    /// Runs until `stop` turns true: then claims nothing more and lets the running jobs end.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let busy = match self.round().await {
                Ok(ran) => ran > 0,
                Err(fault) => {
                    tracing::error!(error = %fault, "the job runner could not reach its work; it tries again");
                    false
                }
            };
            if !busy {
                tokio::select! {
                    () = self.app.job_bell.notified() => {}
                    () = tokio::time::sleep(POLL) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }

    /// Fires due schedules and runs one batch of due jobs; returns how many it ran.
    pub async fn round(&self) -> Result<usize, Fault> {
        let cx = Cx::program(&self.app, "jobs");
        schedule::tick(&cx, &self.schedules).await?;
        if !outbox::any_due(&cx).await? {
            return Ok(0);
        }
        let claimed = outbox::claim(&cx, self.id, BATCH).await?;
        let count = claimed.len();
        for job in &claimed {
            self.run_one(&cx, job).await?;
        }
        Ok(count)
    }

    /// Runs every due job until none is due; for tests and the command line.
    pub async fn drain(&self) -> Result<usize, Fault> {
        let mut total = 0;
        loop {
            match self.round().await? {
                0 => return Ok(total),
                n => total += n,
            }
        }
    }

    async fn run_one(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        let kind = job.row.kind.as_str();
        let Some(handler) = self.handlers.get(kind) else {
            // A newer node may have queued a kind that this program does not know yet.
            outbox::fail(cx, job, "no handler for this kind of job", false).await?;
            return Ok(());
        };
        let cx = Cx { request: job.row.id, ..Cx::program(&self.app, handler.kind()) };
        match handler.run(&cx, job).await {
            Ok(JobEnd::Finished) => {
                metrics::counter!("gatehouse_jobs_done_total", "kind" => handler.kind()).increment(1);
            }
            Ok(JobEnd::Done) => {
                metrics::counter!("gatehouse_jobs_done_total", "kind" => handler.kind()).increment(1);
                if !outbox::finish(cx.db().writer(), job.row.id, self.id).await? {
                    tracing::warn!(job = %job.row.id, kind, "a job outlived its lease and may run twice");
                }
            }
            Err(failure) => {
                let (fault, is_final) = match failure {
                    JobFailure::Retry(fault) => (fault, false),
                    JobFailure::Final(fault) => (fault, true),
                };
                metrics::counter!("gatehouse_jobs_failed_total", "kind" => handler.kind()).increment(1);
                let dead = outbox::fail(&cx, job, &fault.to_string(), is_final).await?;
                tracing::warn!(job = %job.row.id, kind, attempt = job.row.attempts, dead, error = %fault, "a job failed");
            }
        }
        Ok(())
    }
}
