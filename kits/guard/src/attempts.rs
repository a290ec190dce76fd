//! Lets a try at a password through, or says how long to wait (ACC-11).

use crate::counters::{self, Counter};
use crate::sign_in::Guard;
use crate::tables::counter::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Open = Arc<Mutex<HashMap<Vec<u8>, i64>>>;

/// Tries that are being checked at this moment on this node, so that many at once do not slip past the count.
#[derive(Clone, Debug, Default)]
pub struct Attempts {
    open: Open,
}

/// A try under way; counted until it is dropped.
struct Try {
    open: Open,
    id: Vec<u8>,
}

impl Drop for Try {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.id) {
            *count -= 1;
            if *count <= 0 {
                open.remove(&self.id);
            }
        }
    }
}

/// Too many wrong passwords: the next try is possible after so many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MustWait {
    /// Seconds.
    pub after: u32,
}

/// A try that was let through. It counts as under way until this is dropped.
pub struct Admitted {
    guards: Vec<Guard>,
    /// Dropped with it.
    _tries: Vec<Try>,
    /// It must pass the human check before the password is looked at.
    pub asks_human: bool,
    failed_before: Vec<Vec<u8>>,
}

impl Admitted {
    /// Counts the wrong password. The try is over when the transaction is: drop this after the commit.
    pub async fn failed(&self, cx: &Cx, tx: &Tx) -> Result<(), Fault> {
        let counters: Vec<Counter> = self.guards.iter().map(|guard| guard.counter.clone()).collect();
        counters::add(cx, tx, &counters).await?;
        Ok(())
    }

    /// Forgets what the right password clears. Most people type it at once, and then nothing is written.
    pub async fn succeeded(&self, tx: &Tx) -> Result<(), Fault> {
        let counters: Vec<Counter> = self.to_clear().map(|guard| guard.counter.clone()).collect();
        counters::forget_all(tx, &counters).await
    }

    /// Whether [`Admitted::succeeded`] has anything to write.
    pub fn has_failures(&self) -> bool {
        self.to_clear().next().is_some()
    }

    fn to_clear(&self) -> impl Iterator<Item = &Guard> {
        let failed = |guard: &&Guard| self.failed_before.iter().any(|id| guard.counter.has(id));
        self.guards.iter().filter(|guard| guard.cleared_by_success).filter(failed)
    }
}

impl Attempts {
    /// Lets a try through, or says how long to wait. A try is counted as under way before the stored failures are read, and
    /// stays counted until its own failure is committed: at every moment others find it under way or stored.
    pub async fn admit(&self, cx: &Cx, guards: Vec<Guard>) -> Result<Result<Admitted, MustWait>, Fault> {
        let begun: Vec<(Try, i64)> = guards.iter().map(|guard| self.begin(guard.counter.id())).collect();
        let ids = guards.iter().flat_map(|guard| guard.counter.ids()).map(<[u8]>::to_vec);
        let rows = Entity::find().filter(Column::Id.is_in(ids)).all(cx.read()).await?;
        let now = cx.now();
        let mut asks_human = false;
        for (guard, (_, others)) in guards.iter().zip(&begun) {
            let counter = &guard.counter;
            // There are several rows after a rotation of the pepper: what was counted before it still counts.
            let own = || rows.iter().filter(move |row| counter.has(&row.id));
            let wait = own().map(|row| counter.wait_left(Some(row), now)).max().unwrap_or(0);
            if wait > 0 {
                return Ok(Err(MustWait { after: counters::seconds(wait) }));
            }
            let count = own().map(|row| counter.count_in(Some(row), now)).fold(*others, i64::saturating_add);
            if *others > 0 && count >= counter.rule.free {
                return Ok(Err(MustWait { after: 1 }));
            }
            asks_human |= guard.human_from.is_some_and(|from| count >= from);
        }
        let tries = begun.into_iter().map(|(one, _)| one).collect();
        let failed_before = rows.into_iter().map(|row| row.id).collect();
        Ok(Ok(Admitted { guards, _tries: tries, asks_human, failed_before }))
    }

    /// Counts a try as under way; answers how many others are under way.
    fn begin(&self, id: &[u8]) -> (Try, i64) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let under_way = open.entry(id.to_vec()).or_default();
        let others = *under_way;
        *under_way += 1;
        (Try { open: Arc::clone(&self.open), id: id.to_vec() }, others)
    }
}

/// Lets a try through, or says how long to wait.
pub async fn admit(cx: &Cx, guards: Vec<Guard>) -> Result<Result<Admitted, MustWait>, Fault> {
    cx.service::<Attempts>()?.admit(cx, guards).await
}
