//! Which versions are published, in the memory of each node: the gate asks with every page of a customer, and statements hardly ever change.
//!
//! A node asks the database once in [`FOLLOWED`] while pages are asked for. What this node publishes it knows from the commit on; what another one
//! does, within [`FOLLOWED`]. A moment in the future needs no job: it is compared with the clock at each look.

use crate::model::published::{InForce, Published, in_force};
use crate::tables::statement;
use crate::tables::statement_version::{Column, Entity, VersionState};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, SECOND};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The longest that a node other than the publishing one goes by what was published before.
pub const FOLLOWED: i64 = SECOND;
/// Published versions that are remembered, the newest first. Of a statement that was published so often, older ones change nothing.
const MOST: u64 = 1_000;

/// What was read, and when by the clock and by [`gatehouse_core::Clock::elapsed`].
struct Remembered {
    versions: Arc<Vec<Published>>,
    at: Moment,
    elapsed: i64,
}

impl Remembered {
    /// A clock that was set back makes nothing newer.
    fn holds(&self, now: Moment, elapsed: i64) -> bool {
        (0..FOLLOWED).contains(&now.since(self.at)) && elapsed.saturating_sub(self.elapsed) < FOLLOWED
    }
}

#[derive(Default)]
struct Memory {
    /// Counts the changes by this node: what was read before one must not be remembered after it.
    generation: u64,
    read: Option<Remembered>,
}

/// The memory of this node; clones share it.
#[derive(Clone, Default)]
pub struct StatementMemory(Arc<Mutex<Memory>>);

impl StatementMemory {
    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every published version, or what was published less than [`FOLLOWED`] ago.
    pub async fn published(&self, cx: &Cx) -> Result<Arc<Vec<Published>>, Fault> {
        // Before the reading: what is committed while it lasts may be missing from it.
        let (now, elapsed) = (cx.now(), cx.app.clock.elapsed());
        let (generation, known) = self.remembered(now, elapsed);
        if let Some(known) = known {
            return Ok(known);
        }
        let versions = Arc::new(read(cx).await?);
        let mut memory = self.memory();
        if memory.generation == generation {
            memory.read = Some(Remembered { versions: Arc::clone(&versions), at: now, elapsed });
        }
        Ok(versions)
    }

    fn remembered(&self, now: Moment, elapsed: i64) -> (u64, Option<Arc<Vec<Published>>>) {
        let memory = self.memory();
        let known = memory.read.as_ref().filter(|read| read.holds(now, elapsed));
        (memory.generation, known.map(|read| Arc::clone(&read.versions)))
    }

    /// Forgets it. Called after a version was published.
    pub(crate) fn forget(&self) {
        let mut memory = self.memory();
        memory.generation += 1;
        memory.read = None;
    }
}

async fn read(cx: &Cx) -> Result<Vec<Published>, Fault> {
    let published = Entity::find().filter(Column::State.eq(VersionState::Published));
    let rows =
        published.order_by_desc(Column::PublishedAt).order_by_desc(Column::Id).limit(MOST).all(cx.read()).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().map(|row| row.statement_id);
    let statements = statement::Entity::find().filter(statement::Column::Id.is_in(ids)).all(cx.read()).await?;
    let kinds: HashMap<Uuid, _> = statements.into_iter().map(|row| (row.id, row.kind)).collect();
    Ok(rows.into_iter().filter_map(|row| Published::of(*kinds.get(&row.statement_id)?, row)).collect())
}

/// What is in force now.
pub async fn now_in_force(cx: &Cx) -> Result<Vec<InForce>, Fault> {
    let published = cx.service::<StatementMemory>()?.published(cx).await?;
    Ok(in_force(&published, cx.now()))
}
