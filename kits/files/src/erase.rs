//! Files that end with their time, or with their owner.

use crate::inventory::EXPIRED;
use crate::remove::{mark, remove_owned};
use crate::tables::file::{Column, DELETING, Entity};
use crate::tables::link;
use gatehouse_context::subject::KeyDestroyed;
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// Removes the files of an owner whose key is destroyed, in the same transaction (ACC-17, PRI-3). Nobody can read them from then
/// on; the job removes the bytes.
#[derive(Clone, Copy, Debug)]
pub struct EraseWithOwner;

#[async_trait]
impl Listener<KeyDestroyed> for EraseWithOwner {
    async fn hear(&self, cx: &Cx, tx: &Tx, destroyed: &KeyDestroyed) -> Result<(), Fault> {
        let links = link::Entity::delete_many().filter(link::Column::Owner.eq(destroyed.subject));
        links.exec(&**tx).await?;
        remove_owned(cx, tx, destroyed.subject).await.map(drop)
    }
}

/// Removes files whose time is over (PRI-2).
#[derive(Clone, Copy, Debug)]
pub struct Expired;

#[async_trait]
impl Eraser for Expired {
    fn rule(&self) -> &'static str {
        EXPIRED
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let tx = cx.begin().await?;
        let ids: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::ExpiresAt.lte(due))
            .filter(Column::State.ne(DELETING))
            .order_by_asc(Column::ExpiresAt)
            .limit(u64::try_from(most).unwrap_or(0))
            .into_tuple()
            .all(&*tx)
            .await?;
        // Asked again: a file that was attached meanwhile has no end any more.
        let still_due = Condition::all().add(Column::Id.is_in(ids.iter().copied())).add(Column::ExpiresAt.lte(due));
        let marked = if ids.is_empty() { 0 } else { mark(cx, &tx, still_due).await? };
        tx.commit().await?;
        Ok(marked)
    }
}
