//! What runs for files: removing bytes, and comparing storage and rows once a day.

use crate::parts;
use crate::storage::Blob;
use crate::store::Files;
use crate::tables::file::{Column, DELETING, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, HOUR, Uuid, Words, async_trait};
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
/// The job that has what was sent scanned, also its schedule's name: where the scanner was away, or there is one only now.
pub const INSPECT: &str = "files.inspect";
/// Rows of one round of removing.
const BATCH: u64 = 100;
/// The member of a job's payload that names bytes without a row.
const BLOB: &str = "blob";

/// The kit's jobs in words.
pub const NAMES: Words = &[
    (REMOVE, |lang| crate::texts(lang).msg_job_remove()),
    (SCAN, |lang| crate::texts(lang).msg_job_scan()),
    (INSPECT, |lang| crate::texts(lang).msg_job_inspect()),
];

/// What runs the kit's jobs.
pub fn handlers() -> Vec<Arc<dyn JobHandler>> {
    vec![Arc::new(Remove), Arc::new(Scan), Arc::new(Inspect)]
}

/// The kit's schedules.
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: SCAN, every: DAY }, Schedule { name: INSPECT, every: HOUR }]
}

/// Queues the removal of what is marked.
pub(crate) async fn remove_marked(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    enqueue(cx, tx, NewJob::new(REMOVE, serde_json::json!({}))).await.map(drop)
}

/// Queues the removal of bytes that no row has any more after this transaction.
pub(crate) async fn remove_blob(cx: &Cx, tx: &Tx, blob: Blob) -> Result<(), Fault> {
    enqueue(cx, tx, NewJob::new(REMOVE, serde_json::json!({ BLOB: blob.to_string() }))).await.map(drop)
}

/// Queues the scan of what was attached, where there is a scanner; one that is set later is led to it by the schedule.
pub(crate) async fn inspect(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    if !crate::has_scanner(cx) {
        return Ok(());
    }
    enqueue(cx, tx, NewJob::new(INSPECT, serde_json::json!({}))).await.map(drop)
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
            let parts = parts::of_files(cx, &[blob.id()]).await?.remove(&blob.id()).unwrap_or_default();
            remove_each(files, parts.into_iter().chain([blob])).await?;
            parts::forget(cx, &[blob.id()]).await?;
        }
        let mut after = Uuid::nil();
        let mut failed = None;
        loop {
            let marked = marked(cx, after).await?;
            let Some(last) = marked.last() else { break };
            after = last.id;
            failed = failed.or(end(cx, files, &marked).await?);
            job.extend(cx).await?;
        }
        failed.map_or(Ok(JobEnd::Done), |fault: Fault| Err(fault.into()))
    }
}

async fn marked(cx: &Cx, after: Uuid) -> Result<Vec<Model>, Fault> {
    let marked = Entity::find().filter(Column::State.eq(DELETING)).filter(Column::Id.gt(after));
    Ok(marked.order_by_asc(Column::Id).limit(BATCH).all(cx.read()).await?)
}

/// The bytes go first: a row that is left is found again, bytes without a row only by the scan. Returns the first fault of the storage:
/// what it does not remove stays, and the rest goes.
async fn end(cx: &Cx, files: &Files, marked: &[Model]) -> Result<Option<Fault>, Fault> {
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
    let (mut stuck, mut failed, mut parted) = (BTreeSet::new(), None, Vec::new());
    let gone: Vec<Uuid> = blobs.difference(&kept).copied().collect();
    let mut parts = parts::of_files(cx, &gone).await?;
    for blob in &gone {
        let parts = parts.remove(blob).unwrap_or_default();
        let is_parted = !parts.is_empty();
        match remove_each(files, parts.into_iter().chain([Blob::from_id(*blob)])).await {
            Ok(()) if is_parted => parted.push(*blob),
            Ok(()) => {}
            Err(fault) => {
                tracing::error!(blob = %Blob::from_id(*blob), error = %fault, "a file's bytes cannot be removed");
                stuck.insert(*blob);
                failed = failed.or(Some(fault));
            }
        }
    }
    if !parted.is_empty() {
        parts::forget(cx, &parted).await?;
    }
    let ids = marked.iter().filter(|row| !stuck.contains(&row.blob)).map(|row| row.id);
    Entity::delete_many()
        .filter(Column::Id.is_in(ids))
        .filter(Column::State.eq(DELETING))
        .exec(cx.db().writer())
        .await?;
    Ok(failed)
}

async fn remove_each(files: &Files, blobs: impl Iterator<Item = Blob>) -> Result<(), Fault> {
    for blob in blobs {
        files.storage.remove(blob).await?;
    }
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

/// See [`crate::scanning`].
struct Inspect;

#[async_trait]
impl JobHandler for Inspect {
    fn kind(&self) -> &'static str {
        INSPECT
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        crate::scanning::inspect(cx, job).await?;
        Ok(JobEnd::Done)
    }
}
