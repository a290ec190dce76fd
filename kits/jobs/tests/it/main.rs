//! The outbox, the runner, the schedules and the sweeper, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails loudly")]

use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, HOUR, MINUTE, SECOND, Uuid, async_trait};
use gatehouse_jobs::clock_watch::{self, ClockWatch, Doubt, Judgement, STANDSTILL};
use gatehouse_jobs::outbox::{self, LEASE};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob, Runner, Schedule, enqueue};
use gatehouse_testkit::{TestEngine, World, both_engines};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, Semaphore, watch};

async fn world(engine: TestEngine) -> World {
    World::new(engine, Vec::new()).await
}

#[derive(Default)]
struct Probe {
    runs: AtomicUsize,
    failures_left: AtomicUsize,
    is_final: bool,
}

#[async_trait]
impl JobHandler for Probe {
    fn kind(&self) -> &'static str {
        "test.probe"
    }
    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        self.runs.fetch_add(1, Ordering::SeqCst);
        if self.failures_left.load(Ordering::SeqCst) > 0 {
            self.failures_left.fetch_sub(1, Ordering::SeqCst);
            let fault = Fault::new("the other side is down");
            return Err(if self.is_final { JobFailure::Final(fault) } else { JobFailure::Retry(fault) });
        }
        let tx = cx.begin().await?;
        job.finish(&tx).await?;
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}

/// Stops in the middle of a job, as a process does that is killed.
struct Dies(Arc<Notify>);

#[async_trait]
impl JobHandler for Dies {
    fn kind(&self) -> &'static str {
        "test.probe"
    }
    async fn run(&self, _: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        self.0.notify_one();
        std::future::pending().await
    }
}

async fn die_during_a_try(world: &World) {
    let begun = Arc::new(Notify::new());
    let dying = Runner::new(Arc::clone(&world.app), vec![Arc::new(Dies(Arc::clone(&begun))) as _], vec![]);
    let task = tokio::spawn(async move { dying.round().await });
    begun.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
}

/// Fails for good, and cannot say so at first: the database is away at that moment.
#[derive(Default)]
struct CannotTell {
    told: AtomicUsize,
    asked: AtomicUsize,
}

#[async_trait]
impl JobHandler for CannotTell {
    fn kind(&self) -> &'static str {
        "test.probe"
    }
    async fn run(&self, _: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        Err(JobFailure::Final(Fault::new("the other side is down")))
    }
    async fn given_up(&self, _: &Cx, _: &Claimed) -> Result<(), Fault> {
        if self.asked.fetch_add(1, Ordering::SeqCst) == 0 {
            return Err(Fault::new("the database is away"));
        }
        self.told.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Has a mistake in it; counts the jobs that were given up.
#[derive(Default)]
struct Panics(AtomicUsize);

#[async_trait]
impl JobHandler for Panics {
    fn kind(&self) -> &'static str {
        "test.probe"
    }
    async fn run(&self, _: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        if job.row.attempts > 0 {
            panic!("a mistake in a handler");
        }
        Ok(JobEnd::Done)
    }
    async fn given_up(&self, _: &Cx, _: &Claimed) -> Result<(), Fault> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

/// Works until it is let go.
struct Slow {
    kind: &'static str,
    started: Semaphore,
    release: Semaphore,
}

impl Slow {
    fn new(kind: &'static str) -> Arc<Self> {
        Arc::new(Self { kind, started: Semaphore::new(0), release: Semaphore::new(0) })
    }
}

#[async_trait]
impl JobHandler for Slow {
    fn kind(&self) -> &'static str {
        self.kind
    }
    async fn run(&self, _: &Cx, _: &Claimed) -> Result<JobEnd, JobFailure> {
        self.started.add_permits(1);
        self.release.acquire().await?.forget();
        Ok(JobEnd::Done)
    }
}

fn runner(world: &World, probe: &Arc<Probe>, schedules: Vec<Schedule>) -> Runner {
    Runner::new(Arc::clone(&world.app), vec![Arc::clone(probe) as _], schedules)
}

async fn queue(world: &World, job: NewJob) -> Uuid {
    let cx = world.cx();
    let tx = cx.begin().await.unwrap();
    let id = enqueue(&cx, &tx, job).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn probe_job() -> NewJob {
    NewJob::new("test.probe", json!({}))
}

both_engines! {
    /// ALL-4
    async fn a_job_of_a_rolled_back_change_never_runs(world: World) {
        let probe = Arc::new(Probe::default());
        let cx = world.cx();
        let tx = cx.begin().await.unwrap();
        enqueue(&cx, &tx, probe_job()).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(runner(&world, &probe, vec![]).drain().await.unwrap(), 0);
        queue(&world, probe_job()).await;
        assert_eq!(runner(&world, &probe, vec![]).drain().await.unwrap(), 1);
        assert_eq!(probe.runs.load(Ordering::SeqCst), 1);
        assert_eq!(outbox::depth(&cx).await.unwrap().0, 0);
    }

    /// ALL-4
    async fn a_failing_job_backs_off_and_then_succeeds(world: World) {
        let probe = Arc::new(Probe { failures_left: 2.into(), ..Probe::default() });
        queue(&world, probe_job()).await;
        let runner = runner(&world, &probe, vec![]);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(runner.drain().await.unwrap(), 0, "it waits for its backoff");
        world.advance(7 * SECOND);
        assert_eq!(runner.drain().await.unwrap(), 1);
        world.advance(7 * SECOND);
        assert_eq!(runner.drain().await.unwrap(), 0, "the second wait is longer");
        world.advance(10 * SECOND);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap().0, 0);
    }

    /// ALL-4
    async fn a_hopeless_job_becomes_a_dead_letter_that_staff_can_run_again(world: World) {
        let probe = Arc::new(Probe { failures_left: 1.into(), is_final: true, ..Probe::default() });
        let id = queue(&world, probe_job()).await;
        let runner = runner(&world, &probe, vec![]);
        runner.drain().await.unwrap();
        let cx = world.cx();
        let dead = outbox::list(&cx, true, &Default::default()).await.unwrap().items;
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].last_error.as_deref(), Some("the other side is down"));
        world.advance(DAY);
        assert_eq!(runner.drain().await.unwrap(), 0, "a dead letter is left alone");
        let tx = cx.begin().await.unwrap();
        assert!(outbox::revive(&cx, &tx, id).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert!(outbox::list(&cx, true, &Default::default()).await.unwrap().items.is_empty());
    }

    /// ALL-6
    async fn a_job_whose_runner_died_is_taken_over_when_its_lease_ends(world: World) {
        queue(&world, probe_job()).await;
        die_during_a_try(&world).await;
        let probe = Arc::new(Probe::default());
        let other = runner(&world, &probe, vec![]);
        assert_eq!(other.drain().await.unwrap(), 0, "the lease still runs");
        world.advance(LEASE + SECOND);
        assert_eq!(other.drain().await.unwrap(), 1);
    }

    /// ALL-4, ALL-6
    async fn a_job_that_ends_the_process_at_every_try_becomes_a_dead_letter(world: World) {
        queue(&world, NewJob { max_attempts: 2, ..probe_job() }).await;
        for _ in 0..2 {
            die_during_a_try(&world).await;
            world.advance(LEASE + SECOND);
        }
        let probe = Arc::new(Probe::default());
        runner(&world, &probe, vec![]).drain().await.unwrap();
        assert_eq!(probe.runs.load(Ordering::SeqCst), 0, "it is not tried a third time");
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 1, 0));
    }

    /// ALL-4, ALL-6
    async fn a_panic_is_a_failed_try_and_the_runner_goes_on(world: World) {
        queue(&world, NewJob { max_attempts: 1, ..probe_job() }).await;
        queue(&world, probe_job()).await;
        let panics = Arc::new(Panics::default());
        let panicking = Runner::new(Arc::clone(&world.app), vec![Arc::clone(&panics) as _], vec![]);
        assert_eq!(panicking.drain().await.unwrap(), 2, "the second job had its try too");
        let cx = world.cx();
        let dead = outbox::list(&cx, true, &Default::default()).await.unwrap().items;
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].last_error.as_deref(), Some("the job panicked"));
        assert_eq!(panics.0.load(Ordering::SeqCst), 1, "its handler is told that it was given up");
        assert_eq!(outbox::depth(&cx).await.unwrap().0, 1, "the other waits for its second try");
    }

    /// ALL-4, ALL-6
    async fn a_job_is_a_dead_letter_only_when_its_handler_was_told(world: World) {
        queue(&world, probe_job()).await;
        let handler = Arc::new(CannotTell::default());
        let runner = Runner::new(Arc::clone(&world.app), vec![Arc::clone(&handler) as _], vec![]);
        assert!(runner.drain().await.is_err());
        assert_eq!(outbox::depth(&world.cx()).await.unwrap().1, 0, "not dead yet");
        world.advance(LEASE + SECOND);
        assert_eq!(runner.drain().await.unwrap(), 1, "it came back when its lease ended");
        assert_eq!(handler.told.load(Ordering::SeqCst), 1);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 1, 0));
    }

    /// ALL-4, ALL-6
    async fn slow_jobs_leave_room_for_others_and_no_job_is_claimed_before_it_can_start(world: World) {
        for _ in 0..6 {
            queue(&world, probe_job()).await;
        }
        queue(&world, NewJob::new("test.other", json!({}))).await;
        let (slow, other) = (Slow::new("test.probe"), Slow::new("test.other"));
        let handlers = vec![Arc::clone(&slow) as Arc<dyn JobHandler>, Arc::clone(&other) as _];
        let runner = Runner::new(Arc::clone(&world.app), handlers, vec![]);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(async move { runner.run(stopped).await });
        let started = |n| tokio::time::timeout(Duration::from_secs(30), slow.started.acquire_many(n));
        started(3).await.expect("three of a kind run at the same time").unwrap().forget();
        let last = tokio::time::timeout(Duration::from_secs(30), other.started.acquire());
        last.await.expect("the fourth slot is for another kind").unwrap().forget();
        let cx = world.cx();
        let jobs = outbox::list(&cx, false, &Default::default()).await.unwrap().items;
        assert_eq!(jobs.iter().filter(|job| job.lease_by.is_none()).count(), 3, "three wait without a lease");
        other.release.add_permits(1);
        slow.release.add_permits(6);
        started(3).await.expect("the others start when there is room").unwrap().forget();
        stop.send(true).unwrap();
        task.await.unwrap();
        assert_eq!(outbox::depth(&cx).await.unwrap(), (0, 0, 0));
    }

    /// ALL-6
    async fn two_runners_never_take_the_same_job(world: World) {
        let probe = Arc::new(Probe::default());
        for _ in 0..40 {
            queue(&world, probe_job()).await;
        }
        let (a, b) = (runner(&world, &probe, vec![]), runner(&world, &probe, vec![]));
        let (left, right) = tokio::join!(a.drain(), b.drain());
        assert_eq!(left.unwrap() + right.unwrap(), 40);
        assert_eq!(probe.runs.load(Ordering::SeqCst), 40);
    }

    /// ALL-4, ALL-6
    async fn one_claim_takes_one_job_whatever_the_planner_knows_of_the_table(world: World) {
        use gatehouse_db::sea_orm::ConnectionTrait;
        let probe = Arc::new(Probe::default());
        let runner = runner(&world, &probe, vec![]);
        // An outbox is empty most of the time, and that is what its statistics say then.
        queue(&world, probe_job()).await;
        assert_eq!(runner.drain().await.unwrap(), 1);
        world.app.db.writer().execute_unprepared("analyze job").await.unwrap();
        for _ in 0..8 {
            queue(&world, probe_job()).await;
        }
        assert_eq!(runner.drain().await.unwrap(), 8, "none waits for the end of a lease that nobody works under");
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 0, 0));
    }

    /// ALL-6
    async fn a_schedule_fires_once_for_all_nodes_and_once_after_a_long_stop(world: World) {
        let probe = Arc::new(Probe::default());
        let schedule = vec![Schedule { name: "test.probe", every: HOUR }];
        let (a, b) = (runner(&world, &probe, schedule.clone()), runner(&world, &probe, schedule));
        let (left, right) = tokio::join!(a.drain(), b.drain());
        assert_eq!(left.unwrap() + right.unwrap(), 1);
        world.advance(5 * HOUR + MINUTE);
        assert_eq!(a.drain().await.unwrap() + b.drain().await.unwrap(), 1);
    }

    /// ALL-4, ALL-6
    async fn a_scheduled_job_that_failed_its_last_try_runs_again_at_its_next_time(world: World) {
        let probe = Arc::new(Probe { failures_left: 1.into(), is_final: true, ..Probe::default() });
        let runner = runner(&world, &probe, vec![Schedule { name: "test.probe", every: HOUR }]);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(outbox::depth(&world.cx()).await.unwrap(), (0, 0, 0), "scheduled work is never a dead letter");
        assert_eq!(runner.drain().await.unwrap(), 0, "this run is given up");
        world.advance(HOUR + SECOND);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(probe.runs.load(Ordering::SeqCst), 2);
    }

    /// ALL-4
    async fn a_dead_letter_does_not_keep_its_key_and_never_runs_beside_its_successor(world: World) {
        let keyed = || NewJob { dedup: Some("once".into()), ..probe_job() };
        let probe = Arc::new(Probe { failures_left: 1.into(), is_final: true, ..Probe::default() });
        let runner = runner(&world, &probe, vec![]);
        let id = queue(&world, keyed()).await;
        assert_eq!(runner.drain().await.unwrap(), 1);
        queue(&world, keyed()).await;
        let cx = world.cx();
        assert_eq!(outbox::depth(&cx).await.unwrap(), (1, 1, 0));
        let tx = cx.begin().await.unwrap();
        assert!(outbox::revive(&cx, &tx, id).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(outbox::depth(&cx).await.unwrap(), (1, 0, 0), "the waiting job does the work");
        assert_eq!(runner.drain().await.unwrap(), 1);
    }

    /// ALL-4
    async fn a_key_lets_only_one_waiting_job_in(world: World) {
        let keyed = || NewJob { dedup: Some("once".into()), ..probe_job() };
        queue(&world, keyed()).await;
        queue(&world, keyed()).await;
        let probe = Arc::new(Probe::default());
        assert_eq!(runner(&world, &probe, vec![]).drain().await.unwrap(), 1);
        queue(&world, keyed()).await;
        assert_eq!(runner(&world, &probe, vec![]).drain().await.unwrap(), 1);
    }

    /// PRI-2, PRI-3
    async fn the_sweeper_erases_what_is_due_and_leaves_a_record_without_personal_data(world: World) {
        use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
        let cx = world.cx();
        let put = |at: i64, n: u8| {
            let values = [vec![n; 32].into(), vec![n; 32].into(), Uuid::from_u128(n.into()).into(), at.into()];
            let text = "insert into idempotency (id, body_hash, result_id, created_at) values ($1, $2, $3, $4)";
            cx.db().writer().execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values))
        };
        put(cx.now().0 - 3 * DAY, 1).await.unwrap();
        put(cx.now().0 - 3 * DAY + MINUTE, 2).await.unwrap();
        world.run_jobs().await;
        let left = || async {
            let text = Statement::from_string(cx.db().backend(), "select count(*) as n from idempotency");
            cx.db().reader().query_one_raw(text).await.unwrap().unwrap().try_get::<i64>("", "n").unwrap()
        };
        assert_eq!(left().await, 1);
        world.advance(11 * MINUTE);
        world.run_jobs().await;
        assert_eq!(left().await, 0);
        let filter = gatehouse_context::audit::AuditFilter { kind: Some("retention".into()), ..Default::default() };
        let records = gatehouse_context::audit::list(&cx, &filter, &Default::default()).await.unwrap().items;
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].details.as_deref(), Some(r#"{"rows":1,"rule":"db.idempotency"}"#));
    }

    /// PRI-2, ALL-6
    async fn nothing_is_erased_by_a_clock_that_went_ahead(world: World) {
        let cx = world.cx();
        let right = cx.now();
        put_key(&cx, right.0).await;
        world.run_jobs().await;
        world.clock.set(right.plus(20 * DAY));
        world.run_jobs().await;
        assert_eq!(keys_left(&cx).await, 1, "the time has not passed");
        assert!(matches!(clock_watch::judge(&cx).await.unwrap(), Judgement::Doubted(Doubt::Ahead(_))));
        // A start meanwhile believes it no more.
        let started = ClockWatch::start(cx.db(), world.clock.as_ref()).await.unwrap();
        assert!(matches!(started.judge(&cx).await.unwrap(), Judgement::Doubted(Doubt::Ahead(_))));
        world.clock.set(right);
        world.run_jobs().await;
        assert_eq!(clock_watch::judge(&cx).await.unwrap(), Judgement::Believed, "right again");
        assert_eq!(keys_left(&cx).await, 1);
        world.advance(20 * DAY);
        world.run_jobs().await;
        assert_eq!(keys_left(&cx).await, 0, "now it has passed");
    }

    /// PRI-2
    async fn after_a_standstill_the_operator_is_asked(world: World) {
        let cx = world.cx();
        put_key(&cx, cx.now().0).await;
        let start = async || ClockWatch::start(cx.db(), world.clock.as_ref()).await.unwrap();
        world.clock.set(cx.now().plus(STANDSTILL));
        assert_eq!(start().await.judge(&cx).await.unwrap(), Judgement::Believed, "a long weekend");
        world.clock.set(cx.now().plus(STANDSTILL + HOUR));
        let later = start().await;
        assert_eq!(later.judge(&cx).await.unwrap(), Judgement::Doubted(Doubt::Ahead(STANDSTILL + HOUR)));
        world.run_jobs().await;
        assert_eq!(keys_left(&cx).await, 1);
        clock_watch::confirm(&cx).await.unwrap();
        assert_eq!(later.judge(&cx).await.unwrap(), Judgement::Believed, "the running process hears of it");
        world.advance(11 * MINUTE);
        world.run_jobs().await;
        assert_eq!(keys_left(&cx).await, 0);
    }

    /// PRI-2
    async fn nothing_is_erased_while_the_database_servers_clock_disagrees(world: World) {
        let cx = world.cx();
        assert_eq!(clock_watch::judge(&cx).await.unwrap(), Judgement::Believed);
        // The tests' time is far from the machine's.
        world.clock.pretend_to_keep_time();
        let judged = clock_watch::judge(&cx).await.unwrap();
        match world.engine {
            TestEngine::Sqlite => assert_eq!(judged, Judgement::Believed, "there is no other clock"),
            TestEngine::Postgres => assert!(matches!(judged, Judgement::Doubted(Doubt::Apart(_)))),
        }
    }

    /// ALL-6
    async fn a_schedule_that_fired_while_the_clock_was_ahead_does_not_sleep_until_then(world: World) {
        let probe = Arc::new(Probe::default());
        let runner = runner(&world, &probe, vec![Schedule { name: "test.probe", every: HOUR }]);
        let right = world.cx().now();
        world.clock.set(right.plus(20 * DAY));
        assert_eq!(runner.drain().await.unwrap(), 1);
        world.clock.set(right);
        assert_eq!(runner.drain().await.unwrap(), 1);
        assert_eq!(runner.drain().await.unwrap(), 0, "and once is enough");
        world.advance(HOUR);
        assert_eq!(runner.drain().await.unwrap(), 1);
    }

    /// ALL-4, ALL-6
    async fn jobs_of_a_clock_that_was_ahead_do_not_sleep_until_then(world: World) {
        let right = world.cx().now();
        let ahead = right.plus(20 * DAY);
        // One is held by a runner that died while ahead, one failed there, one was queued there; one is meant for later.
        queue(&world, probe_job()).await;
        world.clock.set(ahead);
        die_during_a_try(&world).await;
        queue(&world, probe_job()).await;
        let probe = Arc::new(Probe { failures_left: 1.into(), ..Probe::default() });
        let every = vec![Schedule { name: "test.tick", every: HOUR }];
        assert_eq!(runner(&world, &probe, every.clone()).round().await.unwrap(), 1);
        queue(&world, probe_job()).await;
        world.clock.set(right);
        queue(&world, NewJob { run_at: Some(right.plus(40 * DAY)), ..probe_job() }).await;
        let runs = probe.runs.load(Ordering::SeqCst);
        runner(&world, &probe, every).drain().await.unwrap();
        assert_eq!(probe.runs.load(Ordering::SeqCst), runs + 3);
        let waiting = outbox::list(&world.cx(), false, &Default::default()).await.unwrap().items;
        assert!(waiting.iter().any(|job| job.run_at == right.plus(40 * DAY)), "what is meant for later waits");
    }
}

async fn put_key(cx: &Cx, at: i64) {
    use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
    let values = [vec![7u8; 32].into(), vec![7u8; 32].into(), Uuid::from_u128(7).into(), at.into()];
    let text = "insert into idempotency (id, body_hash, result_id, created_at) values ($1, $2, $3, $4)";
    cx.db().writer().execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await.unwrap();
}

async fn keys_left(cx: &Cx) -> i64 {
    use gatehouse_db::sea_orm::{ConnectionTrait, Statement};
    let text = Statement::from_string(cx.db().backend(), "select count(*) as n from idempotency");
    cx.db().reader().query_one_raw(text).await.unwrap().unwrap().try_get("", "n").unwrap()
}
