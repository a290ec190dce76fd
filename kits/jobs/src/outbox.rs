//! Queueing, claiming, finishing and failing jobs.

mod key;

use crate::table::job::{ActiveModel, Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, MINUTE, Moment, SECOND, SKEW, Uuid};
use gatehouse_db::paging::{self, Direction, PageRequest, Paged, SortKey};
use gatehouse_db::{Engine, Tx};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{Condition, ConnectionTrait, PaginatorTrait, QuerySelect, Set, Statement, Value};

/// How long a claim lasts before another runner may take the job over: after a crash a mail is late by no
/// more than this. A claimed job starts at once, so this is longer than one job can take (an SMTP server has 60 s
/// for a mail); what takes longer extends its lease.
pub const LEASE: i64 = 90 * SECOND;
/// Tries before a job is dead, unless it says otherwise.
pub const DEFAULT_ATTEMPTS: i64 = 12;
const LONGEST_ERROR: usize = 500;
/// The longest wait between two tries, before its jitter.
const LONGEST_WAIT: i64 = 60 * MINUTE;
/// How the keys of scheduled jobs begin; the schedule's name follows.
pub(crate) const SCHEDULED: &str = "schedule ";

/// A job to be queued.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which handler.
    pub kind: &'static str,
    /// What to do: ids and numbers only.
    pub payload: serde_json::Value,
    /// Not before; now when `None`.
    pub run_at: Option<Moment>,
    /// When a waiting job has this key already, nothing is queued. Dead letters hold no key.
    pub dedup: Option<String>,
    /// Tries before it is dead.
    pub max_attempts: i64,
}

impl NewJob {
    /// A job that is due at once.
    pub const fn new(kind: &'static str, payload: serde_json::Value) -> Self {
        Self { kind, payload, run_at: None, dedup: None, max_attempts: DEFAULT_ATTEMPTS }
    }
}

/// Queues a job with the change that causes it, and wakes the runner after the commit.
pub async fn enqueue(cx: &Cx, tx: &Tx, job: NewJob) -> Result<Uuid, Fault> {
    let id = cx.id();
    insert(cx, tx, vec![row(cx, id, job)]).await?;
    Ok(id)
}

/// The same for many, by one statement; some hundreds at the most.
pub async fn enqueue_all(cx: &Cx, tx: &Tx, jobs: Vec<NewJob>) -> Result<(), Fault> {
    if jobs.is_empty() {
        return Ok(());
    }
    insert(cx, tx, jobs.into_iter().map(|job| row(cx, cx.id(), job)).collect()).await
}

fn row(cx: &Cx, id: Uuid, job: NewJob) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        kind: Set(job.kind.to_owned()),
        payload: Set(job.payload.to_string()),
        dedup_key: Set(job.dedup),
        run_at: Set(job.run_at.unwrap_or_else(|| cx.now())),
        attempts: Set(0),
        max_attempts: Set(job.max_attempts),
        lease_until: Set(Moment(0)),
        lease_by: Set(None),
        last_error: Set(None),
        created_at: Set(cx.now()),
        dead_at: Set(None),
    }
}

async fn insert(cx: &Cx, tx: &Tx, rows: Vec<ActiveModel>) -> Result<(), Fault> {
    let once = OnConflict::new().do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(once).exec_without_returning(&**tx).await?;
    let wakeup = std::sync::Arc::clone(&cx.app.job_wakeup);
    tx.after_commit(move || wakeup.notify_one());
    Ok(())
}

/// A job that this runner holds.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The row as it was claimed.
    pub row: Model,
    /// Of this claim only: a try that lost its lease cannot end the next one, even of the same runner.
    claim: Uuid,
}

impl Claimed {
    /// Whether its try limit was used up by tries of which nobody ever heard: each ended the whole process.
    pub(crate) const fn is_beyond_its_tries(&self) -> bool {
        self.row.attempts > self.row.max_attempts
    }

    fn is_scheduled(&self) -> bool {
        self.row.dedup_key.as_deref().is_some_and(|key| key.starts_with(SCHEDULED))
    }

    /// The payload's member `name` as an id.
    pub fn id(&self, name: &str) -> Result<Uuid, Fault> {
        self.payload()?
            .get(name)
            .and_then(|v| v.as_str())
            .and_then(|text| Uuid::parse_str(text).ok())
            .ok_or_else(|| Fault::new(format!("job {}: the payload has no id {name}", self.row.kind)))
    }

    /// The payload.
    pub fn payload(&self) -> Result<serde_json::Value, Fault> {
        Ok(serde_json::from_str(&self.row.payload)?)
    }

    /// Finishes the job inside the handler's own transaction; a fault when the lease was lost meanwhile,
    /// so that the transaction must not be committed.
    pub async fn finish(&self, tx: &Tx) -> Result<(), Fault> {
        if finish(&**tx, self.row.id, self.claim).await? {
            Ok(())
        } else {
            Err(Fault::new("the job's lease was lost to another runner"))
        }
    }

    /// Finishes the job on its own; `false` when the lease was lost meanwhile.
    pub(crate) async fn end(&self, cx: &Cx) -> Result<bool, Fault> {
        finish(cx.db().writer(), self.row.id, self.claim).await
    }

    /// Extends the lease where a third of it is over: for what is quick most of the time.
    pub async fn extend_late(&self, cx: &Cx) -> Result<(), Fault> {
        if self.row.lease_until.since(cx.now()) > LEASE / 3 * 2 { Ok(()) } else { self.extend(cx).await }
    }

    /// Extends the lease of a long job; a fault when it was lost.
    pub async fn extend(&self, cx: &Cx) -> Result<(), Fault> {
        let changed = Entity::update_many()
            .col_expr(Column::LeaseUntil, Expr::value(cx.now().plus(LEASE)))
            .filter(Column::Id.eq(self.row.id))
            .filter(Column::LeaseBy.eq(self.claim))
            .exec(cx.db().writer())
            .await?
            .rows_affected;
        if changed == 1 { Ok(()) } else { Err(Fault::new("the job's lease was lost to another runner")) }
    }
}

/// Claims the job that has been due for longest; none of the kinds in `full`.
///
/// The job is found before the update begins (`id = (select …)`). Behind an `in`, PostgreSQL may look for it anew at each row of a
/// small table; what was claimed a moment before is passed over then, and all due jobs are claimed where one is run.
pub(crate) async fn claim(cx: &Cx, full: &[&str]) -> Result<Option<Claimed>, Fault> {
    let (now, claim) = (cx.now(), cx.id());
    let skip = match cx.db().engine() {
        Engine::Sqlite => "",
        Engine::Postgres => " for update skip locked",
    };
    let mut values: Vec<Value> = vec![now.plus(LEASE).into(), claim.into(), now.into()];
    let mut others = String::new();
    for kind in full {
        values.push((*kind).into());
        others.push_str(&format!(" and kind <> ${}", values.len()));
    }
    let text = format!(
        "update job set lease_until = $1, lease_by = $2, attempts = attempts + 1 where id = \
         (select id from job where dead_at is null and run_at <= $3 and lease_until <= $3{others} \
         order by run_at, id limit 1{skip}) returning *"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let rows = Entity::find().from_raw_sql(statement).all(cx.db().writer()).await?;
    Ok(rows.into_iter().next().map(|row| Claimed { row, claim }))
}

/// Makes due what was put off by a clock that was ahead: leases that end later than any lease can, tries that wait longer
/// than any try waits, and jobs that were queued in the future to be done at once. Returns how many.
pub(crate) async fn pull_back(cx: &Cx) -> Result<u64, Fault> {
    use sea_orm::ExprTrait as _;
    let now = cx.now();
    let alive = || Entity::update_many().filter(Column::DeadAt.is_null());
    let leases = alive()
        .col_expr(Column::LeaseUntil, Expr::value(Moment(0)))
        .filter(Column::LeaseUntil.gt(now.plus(LEASE + SKEW)))
        .exec(cx.db().writer())
        .await?
        .rows_affected;
    let tries = Condition::all()
        .add(Column::Attempts.gt(0))
        .add(Column::RunAt.gt(now.plus(LONGEST_WAIT + LONGEST_WAIT / 5 + SKEW)));
    let queued = Condition::all()
        .add(Column::CreatedAt.gt(now.latest_believed()))
        .add(Expr::col(Column::RunAt).lte(Expr::col(Column::CreatedAt)))
        .add(Column::RunAt.gt(now));
    let waits = alive()
        .col_expr(Column::RunAt, Expr::value(now))
        .filter(Condition::any().add(tries).add(queued))
        .exec(cx.db().writer())
        .await?
        .rows_affected;
    Ok(leases + waits)
}

/// Whether any job is due of other kinds than those in `full`, without taking the writer.
pub(crate) async fn any_due(cx: &Cx, full: &[&str]) -> Result<bool, Fault> {
    let now = cx.now();
    let mut select = Entity::find()
        .filter(Column::DeadAt.is_null())
        .filter(Column::RunAt.lte(now))
        .filter(Column::LeaseUntil.lte(now));
    if !full.is_empty() {
        select = select.filter(Column::Kind.is_not_in(full.iter().copied()));
    }
    Ok(select.select_only().column(Column::Id).into_tuple::<Uuid>().one(cx.read()).await?.is_some())
}

async fn finish<C: ConnectionTrait>(conn: &C, id: Uuid, claim: Uuid) -> Result<bool, Fault> {
    let deleted = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::LeaseBy.eq(claim)).exec(conn).await?;
    Ok(deleted.rows_affected == 1)
}

/// Whether a job that has just failed gets no other try.
pub(crate) const fn is_last_try(job: &Claimed, final_failure: bool) -> bool {
    final_failure || job.row.attempts >= job.row.max_attempts
}

/// Gives a failed job its next try, or gives it up (`true`): a dead letter, or nothing at all where a schedule
/// makes the next one. `false` also when the lease was lost: then the job is another runner's, and nothing is written.
/// Backoff: 5 s doubling to 1 h, ± 20 %.
pub(crate) async fn fail(cx: &Cx, job: &Claimed, error: &str, final_failure: bool) -> Result<bool, Fault> {
    let now = cx.now();
    let dead = is_last_try(job, final_failure);
    if dead && job.is_scheduled() {
        return job.end(cx).await;
    }
    let exponent = u32::try_from(job.row.attempts.clamp(1, 10) - 1).unwrap_or(0);
    let wait = (5 * SECOND * 2_i64.pow(exponent)).min(LONGEST_WAIT);
    let jitter = i64::try_from(cx.app.random.below(u64::try_from(wait / 5 * 2).unwrap_or(0))).unwrap_or(0);
    let run_at = now.plus(wait - wait / 5 + jitter);
    let text: String = error.chars().take(LONGEST_ERROR).collect();
    let changed = Entity::update_many()
        .col_expr(Column::RunAt, Expr::value(if dead { job.row.run_at } else { run_at }))
        .col_expr(Column::LeaseUntil, Expr::value(Moment(0)))
        .col_expr(Column::LeaseBy, Expr::value(None::<Uuid>))
        .col_expr(Column::LastError, Expr::value(text))
        .col_expr(Column::DeadAt, Expr::value(dead.then_some(now)))
        .filter(Column::Id.eq(job.row.id))
        .filter(Column::LeaseBy.eq(job.claim))
        .exec(cx.db().writer())
        .await?
        .rows_affected;
    Ok(dead && changed == 1)
}

/// Jobs for the staff console: the dead ones (latest first), or the waiting ones (next first).
pub async fn list(cx: &Cx, dead: bool, request: &PageRequest) -> Result<Paged<Model>, Fault> {
    if dead {
        let select = Entity::find().filter(Column::DeadAt.is_not_null());
        paging::keyset(cx.read(), select, (Column::DeadAt, Column::Id), Direction::Descending, request, |row| {
            (SortKey::Int(row.dead_at.map_or(0, |at| at.0)), row.id)
        })
        .await
    } else {
        let select = Entity::find().filter(Column::DeadAt.is_null());
        paging::keyset(cx.read(), select, (Column::RunAt, Column::Id), Direction::Ascending, request, |row| {
            (SortKey::Int(row.run_at.0), row.id)
        })
        .await
    }
}

/// Puts a dead letter back to work with its tries counted anew; `false` when it is not a dead letter. Where a
/// job with its key waits already, that one does the work and the dead letter goes.
/// The caller checks the right and writes the audit line.
pub async fn revive(cx: &Cx, tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let letter = Entity::find_by_id(id).filter(Column::DeadAt.is_not_null()).one(&**tx).await?;
    let Some(letter) = letter else { return Ok(false) };
    if let Some(key) = letter.dedup_key {
        let same_key = Entity::find().filter(Column::DedupKey.eq(key)).filter(Column::DeadAt.is_null());
        if same_key.count(&**tx).await? > 0 {
            return discard(tx, id).await;
        }
    }
    let changed = Entity::update_many()
        .col_expr(Column::DeadAt, Expr::value(None::<Moment>))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(id))
        .filter(Column::DeadAt.is_not_null())
        .exec(&**tx)
        .await?
        .rows_affected;
    let wakeup = std::sync::Arc::clone(&cx.app.job_wakeup);
    tx.after_commit(move || wakeup.notify_one());
    Ok(changed == 1)
}

/// Puts every dead letter of a kind, or of every kind where `kind` is empty, back to work with its tries counted anew.
/// Returns how many there were. The caller checks the right and writes the audit line.
pub async fn revive_all(cx: &Cx, tx: &Tx, kind: &str) -> Result<u64, Fault> {
    // Of jobs that share a key one may wait: where one does, or a later one died too, the letter has nothing left to say.
    let twins = "delete from job where dead_at is not null and dedup_key is not null and exists (select 1 from job other \
         where other.dedup_key = job.dedup_key and (other.dead_at is null or other.id > job.id))";
    (**tx).execute_unprepared(twins).await?;
    let mut update = Entity::update_many()
        .col_expr(Column::DeadAt, Expr::value(None::<Moment>))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(cx.now()))
        .filter(Column::DeadAt.is_not_null());
    if !kind.is_empty() {
        update = update.filter(Column::Kind.eq(kind));
    }
    let changed = update.exec(&**tx).await?.rows_affected;
    let wakeup = std::sync::Arc::clone(&cx.app.job_wakeup);
    tx.after_commit(move || wakeup.notify_one());
    Ok(changed)
}

/// Throws a dead letter away; `false` when it is not one. The caller checks the right and writes the audit line.
pub async fn discard(tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    let deleted =
        Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::DeadAt.is_not_null()).exec(&**tx).await?;
    Ok(deleted.rows_affected == 1)
}

/// How much waits: (waiting jobs, dead letters, age in microseconds of the oldest due job).
pub async fn depth(cx: &Cx) -> Result<(u64, u64, i64), Fault> {
    use sea_orm::QueryOrder as _;
    let waiting = Entity::find().filter(Column::DeadAt.is_null()).count(cx.read()).await?;
    let dead = Entity::find().filter(Column::DeadAt.is_not_null()).count(cx.read()).await?;
    let oldest = Entity::find().filter(Column::DeadAt.is_null()).order_by_asc(Column::RunAt).one(cx.read()).await?;
    Ok((waiting, dead, oldest.map_or(0, |row| cx.now().since(row.run_at).max(0))))
}

/// How many dead letters there are, counted up to `most`.
pub async fn dead(cx: &Cx, most: i64) -> Result<i64, Fault> {
    let text = "select count(*) from (select 1 from job where dead_at is not null limit $1) d";
    let statement = sea_orm::Statement::from_sql_and_values(cx.db().backend(), text, [most.into()]);
    let row = sea_orm::ConnectionTrait::query_one_raw(cx.read(), statement).await?;
    row.map_or(Ok(0), |row| Ok(row.try_get_by_index(0)?))
}
