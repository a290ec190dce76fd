//! The daily comparison of storage and rows, in both directions.
//!
//! Bytes without a row come from a restored older database, or from a job that was thrown away; they are removed when they are
//! older than a day, by an installation that has files: one without any was pointed at the storage of another. Rows without bytes cannot come from this program: somebody, or a disk, has removed files. They stay, because a
//! backup may bring the bytes back, and are said in the log, in the audit log and by the gauge.

use crate::events::{LEFTOVERS_REMOVED, MISSING};
use crate::parts;
use crate::storage::{Blob, Found};
use crate::store::Files;
use crate::tables::file::{Column, Entity, READY};
use gatehouse_context::{Cx, Event};
use gatehouse_core::{DAY, Fault, SECOND, Uuid};
use gatehouse_jobs::Claimed;
use gatehouse_jobs::clock_watch::{self, Judgement};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How often the job's lease is extended.
const EXTEND: i64 = 20 * SECOND;

/// Compares everything. Nothing is removed while the clock is doubted.
pub(crate) async fn scan(cx: &Cx, job: &Claimed) -> Result<(), Fault> {
    let files = cx.service::<Files>()?;
    if let Judgement::Doubted(doubt) = clock_watch::judge(cx).await? {
        tracing::error!("{doubt}");
        return Ok(());
    }
    let (mut removed, mut missing) = (0_u64, 0_u64);
    let is_used = Entity::find().one(cx.read()).await?.is_some();
    let mut extended = cx.app.clock.elapsed();
    for shard in 0..=u8::MAX {
        // In this order: bytes never come before their row.
        let found = files.storage.list(shard).await?;
        let rows = if is_used { rows_of(cx, shard).await? } else { BTreeMap::new() };
        if is_used {
            for leftover in leftovers(cx, &found, &rows) {
                files.storage.remove(leftover).await?;
                removed += 1;
            }
        }
        missing += files.missing(cx, &found, &rows).await?;
        if cx.app.clock.elapsed() - extended > EXTEND {
            job.extend(cx).await?;
            extended = cx.app.clock.elapsed();
        }
    }
    metrics::counter!("gatehouse_files_leftovers_total").increment(removed);
    #[expect(clippy::cast_precision_loss, reason = "gauges are floats")]
    metrics::gauge!("gatehouse_files_missing").set(missing as f64);
    tell(cx, &LEFTOVERS_REMOVED, removed).await?;
    tell(cx, &MISSING, missing).await
}

async fn tell(cx: &Cx, event: &Event, count: u64) -> Result<(), Fault> {
    if count == 0 {
        return Ok(());
    }
    tracing::warn!(count, "{}", event.word);
    let tx = cx.begin().await?;
    cx.audit(&tx, event.entry().with(serde_json::json!({ "rows": count }))).await?;
    tx.commit().await
}

/// The names that rows of a part of the storage have, and whether one of these is ready.
async fn rows_of(cx: &Cx, shard: u8) -> Result<BTreeMap<Blob, bool>, Fault> {
    let (mut first, mut last) = ([0; 16], [u8::MAX; 16]);
    (first[0], last[0]) = (shard, shard);
    let rows = Entity::find()
        .select_only()
        .columns([Column::Blob, Column::State])
        .filter(Column::Blob.between(Uuid::from_bytes(first), Uuid::from_bytes(last)))
        .filter(Column::Parts.is_null())
        .into_tuple::<(Uuid, String)>()
        .all(cx.read())
        .await?;
    let mut of = BTreeMap::new();
    for part in parts::between(cx, Uuid::from_bytes(first), Uuid::from_bytes(last)).await? {
        of.insert(part, true);
    }
    for (blob, state) in rows {
        *of.entry(Blob::from_id(blob)).or_insert(false) |= state == READY;
    }
    Ok(of)
}

fn leftovers(cx: &Cx, found: &[Found], rows: &BTreeMap<Blob, bool>) -> BTreeSet<Blob> {
    let is_leftover = |one: &&Found| !rows.contains_key(&one.blob) && !one.written_at.was_within(cx.now(), DAY);
    found.iter().filter(is_leftover).map(|one| one.blob).collect()
}

async fn is_still_named(cx: &Cx, blob: Blob) -> Result<bool, Fault> {
    let file = Entity::find().filter(Column::Blob.eq(blob.id())).filter(Column::State.eq(READY));
    Ok(file.one(cx.read()).await?.is_some() || parts::is_named(cx, blob).await?)
}

impl Files {
    /// Counts ready files without bytes. Each is looked at once more: it may have come, or gone, since the list.
    async fn missing(&self, cx: &Cx, found: &[Found], rows: &BTreeMap<Blob, bool>) -> Result<u64, Fault> {
        let whole: BTreeSet<Blob> = found.iter().filter(|one| one.is_whole).map(|one| one.blob).collect();
        let mut missing = 0;
        for blob in rows.iter().filter(|(blob, is_ready)| **is_ready && !whole.contains(blob)).map(|(blob, _)| *blob) {
            if self.storage.length(blob).await?.is_none() && is_still_named(cx, blob).await? {
                tracing::error!(%blob, "a file is missing from the storage");
                missing += 1;
            }
        }
        Ok(missing)
    }
}
