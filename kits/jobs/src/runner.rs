//! The runner: claims, runs, finishes or fails.

use crate::outbox::{self, Claimed};
use crate::schedule::{self, Looked, Schedule};
use gatehouse_context::{App, Cx};
use gatehouse_core::{Fault, async_trait};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};

/// Jobs that run at the same time: one slow mail server or one long batch must not stop all other work.
const MOST_AT_ONCE: usize = 4;
/// Jobs of one kind among them: a silent mail server must not hold every slot.
const MOST_OF_A_KIND: usize = MOST_AT_ONCE - 1;
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
    /// Try again later; the handler has told the log what it waits for, once for all the jobs that wait for it.
    Waiting(Fault),
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
    /// Called when the job is given up, however its last try ended (a failure, a panic, the end of the process): for
    /// what people see of it. May be called again after a crash or a fault of its own, and must leave alone what
    /// another runner has finished meanwhile. Does nothing unless a handler says otherwise.
    async fn given_up(&self, _cx: &Cx, _job: &Claimed) -> Result<(), Fault> {
        Ok(())
    }
}

/// Runs jobs and fires schedules for one process.
pub struct Runner {
    app: Arc<App>,
    handlers: HashMap<&'static str, Arc<dyn JobHandler>>,
    schedules: Vec<Schedule>,
}

impl Runner {
    /// A runner with the modules' handlers and schedules.
    pub fn new(app: Arc<App>, handlers: Vec<Arc<dyn JobHandler>>, schedules: Vec<Schedule>) -> Self {
        let handlers = handlers.into_iter().map(|h| (h.kind(), h)).collect();
        Self { app, handlers, schedules }
    }

    /// The same runner, which fires these schedules alone; for tests that live through months.
    #[must_use]
    pub fn firing(mut self, names: &[&str]) -> Self {
        self.schedules.retain(|schedule| names.contains(&schedule.name));
        self
    }

    /// The kinds of jobs that it knows.
    pub fn kinds(&self) -> impl Iterator<Item = &'static str> {
        self.handlers.keys().copied()
    }

    /// Runs until `stop` turns true: then claims nothing more and lets the running jobs end. Claims only what
    /// it can start at once, so that no lease runs out while its job waits in line.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let (mut running, mut looked) = (Running::default(), Looked::default());
        while !*stop.borrow() {
            let free = MOST_AT_ONCE.saturating_sub(running.tasks.len());
            let started = match self.start(free, &mut running, &mut looked).await {
                Ok(started) => started,
                Err(fault) => {
                    tracing::error!(error = %fault, "the job runner could not reach its work; it tries again");
                    0
                }
            };
            if started > 0 && started < free {
                // Perhaps not all that was due could be claimed: look again at once.
                continue;
            }
            tokio::select! {
                Some(ended) = running.tasks.join_next() => tell(ended),
                () = self.app.job_wakeup.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                _ = stop.changed() => {}
            }
        }
        while let Some(ended) = running.tasks.join_next().await {
            tell(ended);
        }
    }

    /// Fires due schedules and starts up to `free` due jobs, one by one: each may fill up its kind. Returns how many it
    /// started.
    async fn start(&self, free: usize, running: &mut Running, looked: &mut Looked) -> Result<usize, Fault> {
        let cx = Cx::program(&self.app, "jobs");
        schedule::tick(&cx, &self.schedules, looked).await?;
        let mut count = 0;
        while count < free {
            let Some(job) = next(&cx, &running.full_kinds()).await? else { break };
            let kind = job.row.kind.clone();
            running.begin(kind, run_one(Arc::clone(&self.app), self.handler(&job), job));
            count += 1;
        }
        Ok(count)
    }

    /// Fires due schedules and runs the job that has been due for longest to its end; returns how many it ran.
    pub async fn round(&self) -> Result<usize, Fault> {
        self.one(&mut Looked::default()).await
    }

    async fn one(&self, looked: &mut Looked) -> Result<usize, Fault> {
        let mut running = Running::default();
        let count = self.start(1, &mut running, looked).await?;
        while let Some(ended) = running.tasks.join_next().await {
            ended??;
        }
        Ok(count)
    }

    /// Runs every due job, one after the other, until none is due; for tests and the command line.
    pub async fn drain(&self) -> Result<usize, Fault> {
        let (mut total, mut looked) = (0, Looked::default());
        loop {
            match self.one(&mut looked).await? {
                0 => return Ok(total),
                n => total += n,
            }
        }
    }

    fn handler(&self, job: &Claimed) -> Option<Arc<dyn JobHandler>> {
        self.handlers.get(job.row.kind.as_str()).map(Arc::clone)
    }
}

/// Claims a due job of a kind that is not in `full`; takes the writer only where there is one.
async fn next(cx: &Cx, full: &[&str]) -> Result<Option<Claimed>, Fault> {
    if outbox::any_due(cx, full).await? { outbox::claim(cx, full).await } else { Ok(None) }
}

/// The jobs under way.
#[derive(Default)]
struct Running {
    tasks: JoinSet<Result<(), Fault>>,
    /// One mark for each kind; each of its tasks holds a copy for as long as it runs.
    marks: HashMap<String, Arc<()>>,
}

impl Running {
    fn begin(&mut self, kind: String, task: impl Future<Output = Result<(), Fault>> + Send + 'static) {
        let mark = Arc::clone(self.marks.entry(kind).or_default());
        self.tasks.spawn(async move {
            let end = task.await;
            drop(mark);
            end
        });
    }

    /// The kinds of which no other job may start now.
    fn full_kinds(&self) -> Vec<&str> {
        let full = self.marks.iter().filter(|(_, mark)| Arc::strong_count(mark) > MOST_OF_A_KIND);
        full.map(|(kind, _)| kind.as_str()).collect()
    }
}

/// What could not be written down about a job is found again when its lease ends; the log knows.
fn tell(ended: Result<Result<(), Fault>, JoinError>) {
    let fault = match ended {
        Ok(Ok(())) => return,
        Ok(Err(fault)) => fault,
        Err(error) => error.into(),
    };
    tracing::error!(error = %fault, "a job's end could not be written down; it runs again when its lease ends");
}

/// Runs a claimed job and writes down how it ended.
async fn run_one(app: Arc<App>, handler: Option<Arc<dyn JobHandler>>, job: Claimed) -> Result<(), Fault> {
    let Some(handler) = handler else {
        // A newer node may have queued a kind that this program does not know yet.
        outbox::fail(&Cx::program(&app, "jobs"), &job, "no handler for this kind of job", false).await?;
        return Ok(());
    };
    let name = handler.kind();
    let cx = Cx { request: job.row.id, ..Cx::program(&app, name) };
    match attempt(Arc::clone(&handler), &cx, &job).await {
        Ok(JobEnd::Finished) => {
            metrics::counter!("gatehouse_jobs_done_total", "kind" => name).increment(1);
        }
        Ok(JobEnd::Done) => {
            metrics::counter!("gatehouse_jobs_done_total", "kind" => name).increment(1);
            if !job.end(&cx).await? {
                tracing::warn!(job = %job.row.id, kind = name, "a job outlived its lease and may run twice");
            }
        }
        Err(failure) => {
            let (fault, is_final, is_told) = match failure {
                JobFailure::Retry(fault) => (fault, false, false),
                JobFailure::Waiting(fault) => (fault, false, true),
                JobFailure::Final(fault) => (fault, true, false),
            };
            metrics::counter!("gatehouse_jobs_failed_total", "kind" => name).increment(1);
            if outbox::is_last_try(&job, is_final) {
                // Before the row says so: when this goes wrong, the lease runs out and the job comes back to be told.
                handler.given_up(&cx, &job).await?;
            }
            let given_up = outbox::fail(&cx, &job, &fault.to_string(), is_final).await?;
            let attempt = job.row.attempts;
            if is_told && !given_up {
                tracing::debug!(job = %job.row.id, kind = name, attempt, error = %fault, "a job waits");
            } else {
                tracing::warn!(job = %job.row.id, kind = name, attempt, given_up, error = %fault, "a job failed");
            }
        }
    }
    Ok(())
}

/// One try, in a task of its own: a panic there is a failed try and not the end of the runner.
async fn attempt(handler: Arc<dyn JobHandler>, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
    if job.is_beyond_its_tries() {
        return Err(JobFailure::Final(Fault::new("the program ended during each of its tries")));
    }
    // A set and not a bare task: what a set holds ends with it when the runner is dropped.
    let mut task = JoinSet::new();
    let (cx, job) = (cx.clone(), job.clone());
    task.spawn(async move { handler.run(&cx, &job).await });
    match task.join_next().await {
        Some(Ok(end)) => end,
        // The panic's own text can quote anything; it stands in the log of the process, not in the row.
        Some(Err(error)) if error.is_panic() => Err(JobFailure::Retry(Fault::new("the job panicked"))),
        Some(Err(_)) | None => Err(JobFailure::Retry(Fault::new("the job was stopped"))),
    }
}
