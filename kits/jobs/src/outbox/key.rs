//! A job gives its key away while it runs.

use super::Claimed;
use crate::table::job::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use sea_orm::entity::prelude::*;

impl Claimed {
    /// Lets another job take this one's key while it runs: what is queued from now on is a job of its own, because this one may have looked
    /// already. A fault when the lease was lost.
    pub async fn let_go_of_key(&self, cx: &Cx) -> Result<(), Fault> {
        if self.row.dedup_key.is_none() {
            return Ok(());
        }
        let changed = Entity::update_many()
            .col_expr(Column::DedupKey, Expr::value(None::<String>))
            .filter(Column::Id.eq(self.row.id))
            .filter(Column::LeaseBy.eq(self.claim))
            .exec(cx.db().writer())
            .await?
            .rows_affected;
        if changed == 1 { Ok(()) } else { Err(Fault::new("the job's lease was lost to another runner")) }
    }
}
