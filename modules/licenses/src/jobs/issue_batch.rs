//! Makes the codes of a large batch (LIC-3).
//!
//! 2,000 codes are one transaction, which also counts them in the batch's row: after `kill -9` the next run goes on
//! exactly behind the last committed code, and none is lost or doubled.

use crate::actions::issue::{JOB, finish, store_rows};
use crate::events;
use crate::model::order::BatchState;
use crate::tables::issue_batch::{Column, Entity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use sea_orm::entity::prelude::*;

/// Codes of one transaction.
const PART: i64 = 2_000;
/// The lease is extended after so many transactions.
const EXTEND_EVERY: u32 = 5;

/// The handler.
#[derive(Clone, Copy, Debug)]
pub struct IssueBatch;

#[async_trait]
impl JobHandler for IssueBatch {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let batch = job.id("batch")?;
        let mut parts = 0;
        loop {
            if part(cx, Some(job), batch).await? {
                return Ok(JobEnd::Finished);
            }
            parts += 1;
            if parts % EXTEND_EVERY == 0 {
                job.extend(cx).await?;
            }
        }
    }

    async fn given_up(&self, cx: &Cx, job: &Claimed) -> Result<(), Fault> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(BatchState::Failed))
            .filter(Column::Id.eq(job.id("batch")?))
            // Another runner may have made the last codes after this one lost its lease.
            .filter(Column::State.ne(BatchState::Done))
            .exec(cx.db().writer())
            .await?;
        Ok(())
    }
}

/// One transaction of codes without a job around it: for the test of a node that dies between two of them.
#[doc(hidden)]
pub async fn make_part(cx: &Cx, id: Uuid) -> Result<bool, Fault> {
    part(cx, None, id).await
}

/// One transaction of codes; `true` when it was the last.
async fn part(cx: &Cx, job: Option<&Claimed>, id: Uuid) -> Result<bool, Fault> {
    let tx = cx.begin().await?;
    let batch = Entity::find_by_id(id).one(&*tx).await?.ok_or_else(|| Fault::new("the batch is gone"))?;
    let count = (batch.total - batch.done).min(PART);
    if count > 0 {
        let key = subject::key(cx, &*tx, batch.purchase_id).await?;
        store_rows(cx, &tx, &batch, &key, usize::try_from(count).unwrap_or(0)).await?;
        finish(cx, &tx, id, batch.done, count, batch.total).await?;
    }
    let is_last = batch.done + count >= batch.total;
    if is_last {
        let details = serde_json::json!({ "batch": id, "total": batch.total });
        cx.audit(&tx, events::BATCH_DONE.about(batch.purchase_id).with(details)).await?;
        if let Some(job) = job {
            job.finish(&tx).await?;
        }
    }
    tx.commit().await?;
    metrics::counter!("gatehouse_codes_issued_total").increment(u64::try_from(count).unwrap_or(0));
    Ok(is_last)
}
