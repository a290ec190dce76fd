//! Writes the statuses of licenses whose moment has passed (LIC-17), so that lists by status walk an index. What is due is shown
//! right before, by its dates. Nothing is written while the clock is doubted; once a day every license is looked at, so that a
//! status that a wrong clock wrote does not stay.

use crate::model::license::{NO_END, Status};
use crate::tables::license::{Column, Entity};
use async_trait::async_trait;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Cx;
use gatehouse_jobs::clock_watch::{self, Judgement};
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Statement};

/// The schedule's and job's name: what is due.
pub(super) const JOB: &str = "licenses.statuses";
/// The same for every license.
pub(super) const ALL: &str = "licenses.all_statuses";
/// Licenses written in one transaction.
const PART: i64 = 5_000;
/// Licenses compared in one statement.
const COMPARED: u64 = 20_000;

/// The handler of what is due.
#[derive(Clone, Copy, Debug)]
pub struct Statuses;

/// The handler of all.
#[derive(Clone, Copy, Debug)]
pub struct AllStatuses;

#[async_trait]
impl JobHandler for Statuses {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        write_all_due(cx, job).await
    }
}

#[async_trait]
impl JobHandler for AllStatuses {
    fn kind(&self) -> &'static str {
        ALL
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let mut last = Uuid::nil();
        while let Some(end) = compare(cx, last).await? {
            last = end;
            job.extend(cx).await?;
        }
        write_all_due(cx, job).await
    }
}

async fn write_all_due(cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
    if let Judgement::Doubted(_) = clock_watch::judge(cx).await? {
        return Ok(JobEnd::Done);
    }
    while write_due(cx).await? > 0 {
        job.extend(cx).await?;
    }
    Ok(JobEnd::Done)
}

/// Makes those of the next licenses behind `last` due whose stored status is not theirs; returns the last one looked at.
async fn compare(cx: &Cx, last: Uuid) -> Result<Option<Uuid>, Fault> {
    let ids = Entity::find().select_only().column(Column::Id).filter(Column::Id.gt(last)).order_by_asc(Column::Id);
    let ids: Vec<Uuid> = ids.limit(COMPARED).into_tuple().all(cx.read()).await?;
    let Some(end) = ids.last().copied() else { return Ok(None) };
    let text = format!(
        "update license set status_until = 0 where id > $2 and id <= $3 and status_until > $1 and status <> {}",
        status_now()
    );
    let tx = cx.begin().await?;
    let values = [cx.now().0.into(), last.into(), end.into()];
    tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    tx.commit().await?;
    Ok(Some(end))
}

const IS_BLOCKED: &str = "(blocked_at is not null or coalesce(block_from <= $1, false))";
const IS_OVER: &str = "(ends_order <= $1 or (first_activated_at is null and coalesce(activate_by <= $1, false)))";

/// [`crate::model::license::status`] as an expression; `$1` is now.
fn status_now() -> String {
    let [blocked, awaiting, expired, active, not_activated] =
        [Status::Blocked, Status::AwaitingVerification, Status::Expired, Status::Active, Status::NotActivated]
            .map(Status::word);
    format!(
        "case when {IS_BLOCKED} then '{blocked}' when awaiting_verification then '{awaiting}' when {IS_OVER} then '{expired}' \
         when first_activated_at is not null then '{active}' else '{not_activated}' end"
    )
}

/// Writes a part of what is due; returns how many.
async fn write_due(cx: &Cx) -> Result<u64, Fault> {
    // When a block begins and when the license ends, both of which may lie ahead.
    let block = format!("coalesce(block_from, {NO_END})");
    let end =
        "(case when first_activated_at is null and activate_by < ends_order then activate_by else ends_order end)";
    let text = format!(
        "update license set status = {}, status_until = case when {IS_BLOCKED} then {NO_END} \
         when awaiting_verification or {IS_OVER} then {block} when {block} < {end} then {block} else {end} end \
         where id in (select id from license where status_until <= $1 and status_until < {NO_END} limit $2) \
         and status_until <= $1",
        status_now()
    );
    let tx = cx.begin().await?;
    let values = [cx.now().0.into(), PART.into()];
    let written = tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    tx.commit().await?;
    Ok(written.rows_affected())
}
