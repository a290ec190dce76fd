//! The address of a buyer who never made an account is forgotten in time (PRI-2): nobody could sign in to delete it.
//!
//! The order stays for the books; a license nobody added to an account has nobody to write to from then on.

use crate::actions::forget_buyer::forget_buyer;
use crate::tables::purchase::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// The rule's id.
pub const RULE: &str = "licenses.unclaimed_buyers";
/// Days that the address is kept: three years.
pub const DAYS: u32 = 1_096;

/// Erases by that rule: the columns about the buyer, not the order.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnclaimedBuyers;

#[async_trait]
impl Eraser for UnclaimedBuyers {
    fn rule(&self) -> &'static str {
        RULE
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let old: Vec<Uuid> = Entity::find()
            .filter(Column::UnclaimedSince.lte(due))
            .order_by_asc(Column::UnclaimedSince)
            .limit(u64::try_from(most).unwrap_or(0))
            .select_only()
            .column(Column::Id)
            .into_tuple()
            .all(cx.read())
            .await?;
        if old.is_empty() {
            return Ok(0);
        }
        let tx = cx.begin().await?;
        // An account may have claimed one since the reading.
        let unclaimed = Condition::all().add(Column::Id.is_in(old)).add(Column::UnclaimedSince.lte(due));
        let erased = forget_buyer(cx, &tx, unclaimed).await?;
        tx.commit().await?;
        Ok(erased)
    }
}
