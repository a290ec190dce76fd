//! Requests and drafts are erased in time (PRI-2), each with its key: a rule that only deletes rows would leave those. Where an account or a company
//! goes, a job does it at once.

use crate::actions::erase::{erase, forget};
use crate::actions::save_draft;
use crate::inventory::{DRAFT_RULE, FILE_RULE, SHELL_RULE, TEXT_RULE};
use crate::tables::{request, request_draft, request_file};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde_json::json;
use std::sync::Arc;

/// The job that erases at once.
pub(super) const JOB: &str = "support.erase";
/// Requests of one transaction.
const PART: u64 = 50;

/// Queues it, with what makes requests due.
pub(crate) async fn enqueue(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    gatehouse_jobs::enqueue(cx, tx, NewJob::new(JOB, json!({}))).await.map(drop)
}

/// Erases what is due.
#[derive(Clone, Copy, Debug)]
pub(super) struct Erase;

#[async_trait]
impl JobHandler for Erase {
    fn kind(&self) -> &'static str {
        JOB
    }

    async fn run(&self, cx: &Cx, job: &Claimed) -> Result<JobEnd, JobFailure> {
        let now = cx.now().0;
        while Texts.erase(cx, now, i64::MAX).await? == PART || Drafts.erase(cx, now, i64::MAX).await? == PART {
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}

pub(super) fn erasers() -> Vec<Arc<dyn Eraser>> {
    vec![Arc::new(Texts), Arc::new(Files), Arc::new(Shells), Arc::new(Drafts)]
}

fn part(most: i64) -> u64 {
    u64::try_from(most).unwrap_or(0).min(PART)
}

/// The texts of requests.
#[derive(Clone, Copy, Debug)]
struct Texts;

#[async_trait]
impl Eraser for Texts {
    fn rule(&self) -> &'static str {
        TEXT_RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        use request::{Column, Entity};
        let tx = cx.begin().await?;
        let old: Vec<Uuid> = Entity::find()
            .filter(Column::EraseAt.lte(due))
            .order_by_asc(Column::EraseAt)
            .limit(part(most))
            .lock_exclusive()
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&*tx)
            .await?;
        // Each is an erasure of its own: those who keep something under a subject's key hear of each key.
        for id in &old {
            erase(cx, &tx, *id).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len())?)
    }
}

/// Files of requests that have ended.
#[derive(Clone, Copy, Debug)]
struct Files;

#[async_trait]
impl Eraser for Files {
    fn rule(&self) -> &'static str {
        FILE_RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        use request_file::{Column, Entity};
        let tx = cx.begin().await?;
        let old = Entity::find()
            .filter(Column::EraseAt.lte(due))
            .order_by_asc(Column::EraseAt)
            .limit(u64::try_from(most).unwrap_or(0))
            .all(&*tx)
            .await?;
        if !old.is_empty() {
            let files: Vec<Uuid> = old.iter().map(|row| row.file_id).collect();
            gatehouse_files::remove_all(cx, &tx, &files).await?;
            Entity::delete_many().filter(Column::Id.is_in(old.iter().map(|row| row.id))).exec(&*tx).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len())?)
    }
}

/// What is left of erased requests.
#[derive(Clone, Copy, Debug)]
struct Shells;

#[async_trait]
impl Eraser for Shells {
    fn rule(&self) -> &'static str {
        SHELL_RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        use request::{Column, Entity};
        let tx = cx.begin().await?;
        let old: Vec<Uuid> = Entity::find()
            .filter(Column::ErasedAt.lte(due))
            .order_by_asc(Column::ErasedAt)
            .limit(u64::try_from(most).unwrap_or(0))
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&*tx)
            .await?;
        let gone = if old.is_empty() { 0 } else { forget(&tx, &old).await? };
        tx.commit().await?;
        Ok(gone)
    }
}

/// Drafts that nobody has saved for long.
#[derive(Clone, Copy, Debug)]
struct Drafts;

#[async_trait]
impl Eraser for Drafts {
    fn rule(&self) -> &'static str {
        DRAFT_RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        use request_draft::{Column, Entity};
        let tx = cx.begin().await?;
        let old = Entity::find()
            .filter(Column::EraseAt.lte(due))
            .order_by_asc(Column::EraseAt)
            .limit(part(most))
            .lock_exclusive()
            .all(&*tx)
            .await?;
        for draft in &old {
            save_draft::forget(cx, &tx, draft).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len())?)
    }
}
