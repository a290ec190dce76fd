//! Stops that only tokens beyond their life could still need are forgotten (LIC-16).

use crate::tables::lease_stop::{Column, Entity};
use async_trait::async_trait;
use gatehouse_core::Fault;
use gatehouse_db::Cx;
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

/// The rule's id.
pub const RULE: &str = "licenses.lease_stops";
/// Days that a stop is kept: a day more than [`crate::leases::stops::TOKEN_LIFE`].
pub const DAYS: u32 = 121;

/// Erases by that rule; the feed is numbered, so it has no `id` that the sweeper could use.
#[derive(Clone, Copy, Debug, Default)]
pub struct OldStops;

#[async_trait]
impl Eraser for OldStops {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let old: Vec<i64> = Entity::find()
            .filter(Column::At.lte(due))
            .order_by_asc(Column::At)
            .limit(u64::try_from(most).unwrap_or(0))
            .select_only()
            .column(Column::Seq)
            .into_tuple()
            .all(cx.read())
            .await?;
        if old.is_empty() {
            return Ok(0);
        }
        let tx = cx.begin().await?;
        let erased = Entity::delete_many().filter(Column::Seq.is_in(old)).exec(&*tx).await?.rows_affected;
        tx.commit().await?;
        Ok(erased)
    }
}
