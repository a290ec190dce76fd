//! What a node remembers of statements, and the alarm when a row was changed past the program.

use gatehouse_context::{Cx, Event};
use gatehouse_core::{Fault, Uuid};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

/// The numbers that this node saw, and the rows that it raised the alarm for.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    numbers: Mutex<HashMap<Uuid, i64>>,
    raised: Mutex<HashSet<Uuid>>,
}

impl Memory {
    pub(super) fn is_newest(&self, member: Uuid, number: i64) -> bool {
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let highest = numbers.entry(member).or_insert(number);
        *highest = (*highest).max(number);
        *highest == number
    }

    pub(super) fn highest(&self, member: Uuid) -> i64 {
        self.numbers.lock().unwrap_or_else(PoisonError::into_inner).get(&member).copied().unwrap_or(0)
    }

    fn is_first(&self, id: Uuid) -> bool {
        self.raised.lock().unwrap_or_else(PoisonError::into_inner).insert(id)
    }

    fn forget(&self, id: Uuid) {
        self.raised.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

/// Says loudly that a row was changed past the program. The line of the audit log is written once by each process, so that
/// requests cannot fill the log.
pub(super) async fn alarm(cx: &Cx, event: Event, id: Uuid) -> Result<(), Fault> {
    tracing::error!(%id, record = event.record, "this row was changed past Gatehouse and is refused: see gatehouse doctor");
    let memory = cx.service::<Arc<Memory>>()?;
    if !memory.is_first(id) {
        return Ok(());
    }
    let written = write_alarm(cx, event, id).await;
    if written.is_err() {
        memory.forget(id);
    }
    written
}

async fn write_alarm(cx: &Cx, event: Event, id: Uuid) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    cx.audit(&tx, event.about(id)).await?;
    tx.commit().await?;
    Ok(())
}
