//! Trials are erased in time (PRI-2), with the key of each and the mails under it: a rule that only deletes rows would leave those.

use crate::actions::erase::remove;
use crate::inventory::{BOUGHT_RULE, CLOSED_RULE};
use crate::tables::trial::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::sync::Arc;

/// Trials of one transaction.
const PART: u64 = 100;

pub(super) fn erasers() -> Vec<Arc<dyn Eraser>> {
    let closed = Forget { rule: CLOSED_RULE, anchor: Column::ClosedAt };
    vec![Arc::new(closed), Arc::new(Forget { rule: BOUGHT_RULE, anchor: Column::BoughtAt })]
}

/// Erases by one of the rules.
#[derive(Clone, Copy, Debug)]
struct Forget {
    rule: &'static str,
    anchor: Column,
}

#[async_trait]
impl Eraser for Forget {
    fn rule(&self) -> &'static str {
        self.rule
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let tx = cx.begin().await?;
        let old: Vec<Uuid> = Entity::find()
            .filter(self.anchor.lte(due))
            .order_by_asc(self.anchor)
            .limit(u64::try_from(most).unwrap_or(0).min(PART))
            .lock_exclusive()
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(&*tx)
            .await?;
        // Each is an erasure of its own: those who keep something under a subject's key hear of each key.
        for trial in &old {
            remove(cx, &tx, *trial).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(old.len())?)
    }
}
