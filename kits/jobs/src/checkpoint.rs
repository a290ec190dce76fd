//! What is erased leaves the embedded database's log too (PRI-3): where a subject's key is destroyed, a job is queued in the
//! same transaction that empties the log, and that comes back until it is empty.

use crate::outbox::{Claimed, NewJob, enqueue};
use crate::runner::{JobEnd, JobFailure, JobHandler};
use crate::table::job::{Column, Entity};
use gatehouse_context::subject::KeyDestroyed;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, SECOND, async_trait};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// The job's kind, and the key that lets one of them wait.
pub const KIND: &str = "db.checkpoint";
/// How soon it comes back while a reader needs the log.
const AGAIN: i64 = 10 * SECOND;

/// Queues the job wherever a key is destroyed.
#[derive(Clone, Copy, Debug)]
pub struct AfterErasure;

#[async_trait]
impl Listener<KeyDestroyed> for AfterErasure {
    async fn hear(&self, cx: &Cx, tx: &Tx, _: &KeyDestroyed) -> Result<(), Fault> {
        if cx.db().has_one_writer() { queue(cx, tx, 0).await } else { Ok(()) }
    }
}

/// Queues it to run in `wait` microseconds. One that waits or runs already is marked: having run, it looks again, as what
/// is erased in this transaction is not yet in the log that it empties.
async fn queue(cx: &Cx, tx: &Tx, wait: i64) -> Result<(), Fault> {
    let payload = serde_json::json!({ "for": cx.id() });
    let marked = Entity::update_many()
        .col_expr(Column::Payload, Expr::value(payload.to_string()))
        .filter(Column::DedupKey.eq(KIND))
        .filter(Column::DeadAt.is_null())
        .exec(&**tx)
        .await?
        .rows_affected;
    if marked == 0 {
        let run_at = Some(cx.now().plus(wait));
        enqueue(cx, tx, NewJob { run_at, dedup: Some(KIND.to_owned()), ..NewJob::new(KIND, payload) }).await?;
    }
    Ok(())
}

/// Empties the log, or queues the job that does when a reader needs it now.
pub(crate) async fn now_or_later(cx: &Cx) -> Result<(), Fault> {
    if !cx.db().checkpoint().await? {
        let tx = cx.begin().await?;
        queue(cx, &tx, AGAIN).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Runs the job.
#[derive(Clone, Copy, Debug)]
pub struct Checkpoint;

#[async_trait]
impl JobHandler for Checkpoint {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let is_empty = cx.db().checkpoint().await?;
        let tx = cx.begin().await?;
        let now = Entity::find_by_id(job.row.id).one(&*tx).await?;
        let was_marked = now.is_some_and(|row| row.payload != job.row.payload);
        job.finish(&tx).await?;
        if was_marked || !is_empty {
            queue(cx, &tx, if is_empty { 0 } else { AGAIN }).await?;
        }
        tx.commit().await?;
        Ok(JobEnd::Finished)
    }
}
