//! The job: finds the endpoints that have something due and runs a lane for each, so that a slow one delays no other.
//!
//! One run of it in each process looks at a time; others wake it and end. It looks again whenever a lane ends or something is published, and
//! after [`LOOKS_FOR`] it starts no lane any more and leaves the looking to the next run, while its own lanes end. What is due later has a job
//! of its own at that time, and a schedule looks each minute, so nothing waits for a wake that was lost with a process.

use crate::lane;
use crate::model::backoff::FARTHEST;
use crate::publish::Lanes;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, SECOND, SKEW, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob, Schedule, enqueue};
use sea_orm::{ConnectionTrait as _, Statement};
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::task::{JoinError, JoinSet};

/// The job's kind and the schedule's name.
pub const DELIVER: &str = "webhooks.deliver";
/// The key of the job that is queued with new rows.
pub(crate) const WAKE: &str = "webhooks.wake";
/// Lanes of one run at a time.
pub const MOST_LANES: usize = 16;
/// A run starts lanes for so long.
const LOOKS_FOR: i64 = 40 * SECOND;
/// How long a node holds an endpoint without a sign of life: longer than one exchange.
pub(crate) const LANE_LEASE: i64 = MINUTE;

/// Looks each minute, whatever was woken.
pub const fn schedule() -> Schedule {
    Schedule { name: DELIVER, every: MINUTE }
}

/// Queues a run with the change that causes it.
pub(crate) async fn wake(cx: &Cx, tx: &Tx, key: &str) -> Result<(), Fault> {
    let job = NewJob { dedup: Some(key.to_owned()), ..NewJob::new(DELIVER, serde_json::json!({})) };
    enqueue(cx, tx, job).await.map(drop)
}

/// Queues a run for when an endpoint is to be tried again.
pub(crate) async fn wake_at(cx: &Cx, tx: &Tx, endpoint: Uuid, at: Moment) -> Result<(), Fault> {
    let key = format!("webhooks {endpoint} {}", at.seconds());
    let job = NewJob { dedup: Some(key), run_at: Some(at), ..NewJob::new(DELIVER, serde_json::json!({})) };
    enqueue(cx, tx, job).await.map(drop)
}

/// The endpoints that have something due and that nobody sends to, at most a few more than there are lanes. A moment that lies further
/// ahead than any wait or lease was written while a clock was ahead.
async fn due(cx: &Cx) -> Result<Vec<Uuid>, Fault> {
    let now = cx.now();
    let text = format!(
        "select e.id from webhook_endpoint e where e.state = 'on' and (e.next_at <= $1 or e.next_at > $2) \
         and (e.lease_until <= $1 or e.lease_until > $3) and exists (select 1 from webhook_delivery d \
         where d.endpoint_id = e.id and d.state = 'waiting' and (d.next_at <= $1 or d.next_at > $2)) \
         order by e.next_at, e.id limit {}",
        2 * MOST_LANES
    );
    let values = [now.0.into(), now.plus(FARTHEST).0.into(), now.plus(LANE_LEASE + SKEW).0.into()];
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let rows = cx.read().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Sends what is due.
#[derive(Clone, Copy, Debug, Default)]
pub struct Deliver;

/// The turn to look, given back however the run ends.
struct Turn(Arc<Lanes>);

impl Turn {
    fn take(lanes: &Arc<Lanes>) -> Option<Self> {
        let is_free = lanes.is_looking.compare_exchange(false, true, Ordering::SeqCst, Ordering::SeqCst).is_ok();
        is_free.then(|| Self(Arc::clone(lanes)))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.is_looking.store(false, Ordering::SeqCst);
    }
}

/// The lanes of one run.
#[derive(Default)]
struct Running {
    tasks: JoinSet<(Uuid, Result<(), Fault>)>,
    endpoints: HashSet<Uuid>,
    fault: Option<Fault>,
}

impl Running {
    /// Starts a lane for each that is due, as long as there is room; answers whether any was started.
    async fn start(&mut self, cx: &Cx) -> Result<bool, Fault> {
        let mut any = false;
        for endpoint in due(cx).await? {
            if self.tasks.len() >= MOST_LANES {
                break;
            }
            if self.endpoints.insert(endpoint) {
                any = true;
                let cx = cx.clone();
                self.tasks.spawn(async move { (endpoint, lane::run(&cx, endpoint).await) });
            }
        }
        Ok(any)
    }

    /// Starts lanes as long as anything is due; whether the time for that is over, and another run looks on.
    async fn look(&mut self, cx: &Cx, lanes: &Lanes, begun: i64) -> Result<bool, Fault> {
        loop {
            if !self.start(cx).await? && self.tasks.is_empty() {
                return Ok(false);
            }
            if cx.app.clock.elapsed().saturating_sub(begun) > LOOKS_FOR {
                return Ok(true);
            }
            tokio::select! {
                Some(ended) = self.tasks.join_next() => self.ended(ended),
                () = lanes.woken.notified() => {}
            }
        }
    }

    /// Whether anything is due at an endpoint that this run has not failed at.
    async fn has_more(&self, cx: &Cx) -> Result<bool, Fault> {
        Ok(due(cx).await?.iter().any(|endpoint| !self.endpoints.contains(endpoint)))
    }

    fn ended(&mut self, ended: Result<(Uuid, Result<(), Fault>), JoinError>) {
        match ended {
            Ok((endpoint, Ok(()))) => {
                self.endpoints.remove(&endpoint);
            }
            // It stays among those that run, so that this run does not try it again and again.
            Ok((_, Err(fault))) => self.fault = Some(fault),
            Err(error) => self.fault = Some(error.into()),
        }
    }
}

#[async_trait]
impl JobHandler for Deliver {
    fn kind(&self) -> &'static str {
        DELIVER
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let Some(lanes) = cx.app.services.find::<Arc<Lanes>>() else { return Ok(JobEnd::Done) };
        if job.row.dedup_key.as_deref() == Some(WAKE) {
            job.let_go_of_key(cx).await?;
        }
        let mut running = Running::default();
        let begun = cx.app.clock.elapsed();
        while let Some(turn) = Turn::take(lanes) {
            let is_over = running.look(cx, lanes, begun).await?;
            drop(turn);
            if is_over {
                hand_over(cx).await?;
                break;
            }
            // Who woke this run before it gave its turn back has gone: what they woke it for is looked for once more.
            if !running.has_more(cx).await? {
                break;
            }
        }
        // The one that has the turn looks again.
        lanes.woken.notify_one();
        while let Some(ended) = running.tasks.join_next().await {
            running.ended(ended);
        }
        match running.fault {
            Some(fault) => Err(JobFailure::Retry(fault)),
            None => Ok(JobEnd::Done),
        }
    }
}

/// Another run looks on.
async fn hand_over(cx: &Cx) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    wake(cx, &tx, WAKE).await?;
    tx.commit().await
}
