//! Stops that only tokens beyond their life could still need are forgotten (LIC-16). A stop lives as long as its license
//! is blocked, however old it is: whatever a clock said meanwhile, no token from before the block may be believed again.

use crate::model::revocation::StopKind;
use crate::tables::lease_stop::{Column, Entity};
use crate::tables::license;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, async_trait};
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use std::collections::HashSet;

/// The rule's id.
pub const RULE: &str = "licenses.lease_stops";
/// Days that a stop is kept: a day more than [`crate::actions::leases::stops::TOKEN_LIFE`].
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
        let mut erased = 0;
        while erased < u64::try_from(most).unwrap_or(0) {
            let old: Vec<(i64, StopKind, Option<Uuid>)> = Entity::find()
                .filter(Column::At.lte(due))
                .order_by_asc(Column::At)
                .limit(u64::try_from(most).unwrap_or(0))
                .select_only()
                .columns([Column::Seq, Column::Kind, Column::LicenseId])
                .into_tuple()
                .all(cx.read())
                .await?;
            if old.is_empty() {
                break;
            }
            let tx = cx.begin().await?;
            let named = old.iter().filter(|(_, kind, _)| *kind == StopKind::License).filter_map(|(_, _, id)| *id);
            let blocked: HashSet<Uuid> = license::Entity::find()
                .filter(license::Column::Id.is_in(named))
                .filter(license::Column::BlockedAt.is_not_null())
                .select_only()
                .column(license::Column::Id)
                .into_tuple()
                .all(&*tx)
                .await?
                .into_iter()
                .collect();
            let (kept, gone): (Vec<_>, Vec<_>) = old
                .into_iter()
                .partition(|(_, kind, id)| *kind == StopKind::License && id.is_some_and(|id| blocked.contains(&id)));
            // Dated anew, so that they are not looked at again before their time. Still blocked, it is stopped still.
            Entity::update_many()
                .col_expr(Column::At, Expr::value(cx.now()))
                .filter(Column::Seq.is_in(kept.iter().map(|(seq, ..)| *seq)))
                .exec(&*tx)
                .await?;
            let gone = gone.iter().map(|(seq, ..)| *seq);
            erased += Entity::delete_many().filter(Column::Seq.is_in(gone)).exec(&*tx).await?.rows_affected;
            tx.commit().await?;
        }
        Ok(erased)
    }
}
