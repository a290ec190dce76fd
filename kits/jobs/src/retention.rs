//! The sweeper: runs the retention rules that the modules declare (PRI-1, PRI-2, PRI-3).
//!
//! Rows are deleted in small batches, each its own transaction, so that no page waits; a run can be
//! stopped at any point and run again. Each run that erased something leaves a record without personal data. Nothing is
//! erased while the clock is doubted ([`crate::clock_watch`]): what was erased too early cannot be brought back.

use crate::checkpoint;
use crate::clock_watch::{self, Judgement};
use crate::outbox::{self, Claimed};
use crate::runner::{JobEnd, JobFailure, JobHandler};
use gatehouse_context::{Cx, Event};
use gatehouse_core::personal::RetentionRule;
use gatehouse_core::{DAY, Fault, async_trait};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;

/// Rows of one batch.
const BATCH: i64 = 500;
/// The schedule's and job's name.
pub const SWEEP: &str = "retention.sweep";

/// Erases due rows with more than their own table (an account that must go with its keys).
#[async_trait]
pub trait Eraser: Send + Sync {
    /// The rule it serves.
    fn rule(&self) -> &'static str;
    /// Erases up to `most` rows due at or before `due` (microseconds); returns how many.
    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault>;
}

/// The job that runs every rule.
pub struct Sweeper {
    rules: Vec<RetentionRule>,
    erasers: Vec<Arc<dyn Eraser>>,
    /// What the log is told of each rule that erased something.
    swept: Event,
}

impl Sweeper {
    /// A sweeper for the rules of all modules; a rule without an eraser of its own deletes its table's rows.
    pub const fn new(rules: Vec<RetentionRule>, erasers: Vec<Arc<dyn Eraser>>, swept: Event) -> Self {
        Self { rules, erasers, swept }
    }

    async fn sweep(&self, cx: &Cx, job: &Claimed, rule: &RetentionRule) -> Result<u64, Fault> {
        let due = cx.now().plus(-i64::from(rule.days) * DAY).0;
        let eraser = self.erasers.iter().find(|e| e.rule() == rule.id);
        let mut total = 0;
        loop {
            let erased = match eraser {
                Some(eraser) => eraser.erase(cx, due, BATCH).await?,
                None => delete_due(cx, rule, due).await?,
            };
            total += erased;
            if erased < u64::try_from(BATCH).unwrap_or(0) {
                return Ok(total);
            }
            job.extend(cx).await?;
        }
    }
}

async fn delete_due(cx: &Cx, rule: &RetentionRule, due: i64) -> Result<u64, Fault> {
    // Names come from declarations in the code, never from outside.
    let (table, anchor) = (rule.table, rule.anchor);
    let text = format!(
        "delete from {table} where id in (select id from {table} where {anchor} is not null and {anchor} <= $1 limit $2)"
    );
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [due.into(), BATCH.into()]);
    Ok(cx.db().writer().execute_raw(statement).await?.rows_affected())
}

#[async_trait]
impl JobHandler for Sweeper {
    fn kind(&self) -> &'static str {
        SWEEP
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        outbox::pull_back(cx).await?;
        if let Judgement::Doubted(doubt) = clock_watch::judge(cx).await? {
            tracing::error!("{doubt}");
            checkpoint::now_or_later(cx).await?;
            return Ok(JobEnd::Done);
        }
        for rule in &self.rules {
            let rows = self.sweep(cx, job, rule).await?;
            if rows > 0 {
                metrics::counter!("gatehouse_retention_rows_total", "rule" => rule.id).increment(rows);
                let tx = cx.begin().await?;
                let details = serde_json::json!({ "rule": rule.id, "rows": rows });
                cx.audit(&tx, self.swept.entry().with(details)).await?;
                tx.commit().await?;
            }
            job.extend(cx).await?;
        }
        checkpoint::now_or_later(cx).await?;
        Ok(JobEnd::Done)
    }
}
