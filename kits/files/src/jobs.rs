//! What runs for files: removing bytes, and comparing storage and rows once a day.

use crate::storage::Blob;
use crate::store::Files;
use crate::tables::file::{Column, DELETING, Entity, Model};
use async_trait::async_trait;
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Uuid, Words};
use gatehouse_db::Tx;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob, Schedule, enqueue};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The job that removes bytes.
pub const REMOVE: &str = "files.remove";
/// The job that compares, also its schedule's name.
pub const SCAN: &str = "files.scan";
/// Rows of one round of removing.
const BATCH: u64 = 100;
/// The member of a job's payload that names bytes without a row.
const BLOB: &str = "blob";

/// The kit's jobs in words.
pub const NAMES: Words =
    &[(REMOVE, |lang| crate::texts(lang).msg_job_remove()), (SCAN, |lang| crate::texts(lang).msg_job_scan())];

/// What runs the kit's jobs.
pub fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(Remove), Arc::new(Scan)]
}

/// The kit's schedules.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: SCAN, every: DAY }]
}

/// Queues the removal of what is marked.
pub(crate) async fn remove_marked(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    enqueue(cx, tx, NewJob::new(REMOVE, serde_json::json!({}))).await.map(drop)
}

/// Queues the removal of bytes that no row has any more after this transaction.
pub(crate) async fn remove_blob(cx: &Cx, tx: &Tx, blob: Blob) -> Result<(), Fault> {
    enqueue(cx, tx, NewJob::new(REMOVE, serde_json::json!({ BLOB: blob.to_string() }))).await.map(drop)
}

/// Removes the bytes of marked files, then their rows.
struct Remove;

#[async_trait]
impl JobHandler for Remove {
    fn kind(&self) -> &'static str {
        REMOVE
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let files = cx.service::<Files>()?;
        if let Some(blob) = job.payload()?.get(BLOB).and_then(|name| name.as_str()).and_then(Blob::parse)
            && Entity::find().filter(Column::Blob.eq(blob.id())).one(cx.read()).await?.is_none()
        {
            files.storage.remove(blob).await?;
        }
        let mut after = Uuid::nil();
        loop {
            let marked = marked(cx, after).await?;
            let Some(last) = marked.last() else { return Ok(JobEnd::Done) };
            after = last.id;
            end(cx, files, &marked).await?;
            job.extend(cx).await?;
        }
    }
}

async fn marked(cx: &Cx, after: Uuid) -> Result<Vec<Model>, Fault> {
    let marked = Entity::find().filter(Column::State.eq(DELETING)).filter(Column::Id.gt(after));
    Ok(marked.order_by_asc(Column::Id).limit(BATCH).all(cx.read()).await?)
}

/// The bytes go first: a row that is left is found again, bytes without a row only by the scan.
async fn end(cx: &Cx, files: &Files, marked: &[Model]) -> Result<(), Fault> {
    let blobs: BTreeSet<Uuid> = marked.iter().map(|row| row.blob).collect();
    // No file that comes to share these bytes now: it would have to find one that is ready.
    let kept: BTreeSet<Uuid> = Entity::find()
        .select_only()
        .column(Column::Blob)
        .filter(Column::Blob.is_in(blobs.iter().copied()))
        .filter(Column::State.ne(DELETING))
        .into_tuple::<Uuid>()
        .all(cx.read())
        .await?
        .into_iter()
        .collect();
    for blob in blobs.difference(&kept) {
        files.storage.remove(Blob::from_id(*blob)).await?;
    }
    let ids = marked.iter().map(|row| row.id);
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(DELETING))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}

/// See [`crate::scan`].
struct Scan;

#[async_trait]
impl JobHandler for Scan {
    fn kind(&self) -> &'static str {
        SCAN
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        crate::scan::scan(cx, job).await?;
        Ok(JobEnd::Done)
    }
}
