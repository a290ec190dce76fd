//! Chats are erased in time (PRI-2), each with its key: a rule that only deletes rows would leave those. Where an account goes, a job does it at once.

use crate::actions::erase::erase;
use crate::inventory::RULE;
use crate::tables::chat::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::retention::Eraser;
use gatehouse_jobs::{Claimed, JobEnd, JobFailure, JobHandler, NewJob};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use serde_json::json;

/// The job that erases at once.
pub(super) const JOB: &str = "chat.erase";
/// Chats of one transaction.
const PART: u64 = 50;

/// Queues it, with what makes chats due.
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
        while Chats.erase(cx, cx.now().0, i64::MAX).await? == PART {
            job.extend(cx).await?;
        }
        Ok(JobEnd::Done)
    }
}

/// Chats with everything in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chats;

#[async_trait]
impl Eraser for Chats {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let tx = cx.begin().await?;
        let old: Vec<Uuid> = Entity::find()
            .filter(Column::EraseAt.lte(due))
            .order_by_asc(Column::EraseAt)
            .limit(u64::try_from(most).unwrap_or(0).min(PART))
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
