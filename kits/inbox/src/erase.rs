//! Mails end after 180 days, with the account of their author, or with their request (PRI-2, PRI-3).

use crate::inventory::ENDED;
use crate::tables::incoming_mail::{Column, Entity};
use gatehouse_context::subject::{self, KeyDestroyed};
use gatehouse_context::{Cx, Listener};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_jobs::retention::Eraser;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

/// Mails of one statement.
const BATCH: usize = 500;

/// Ends the mails of a subject (an account, a request) whose key is destroyed, in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct EndWithSubject;

#[async_trait]
impl Listener<KeyDestroyed> for EndWithSubject {
    async fn hear(&self, cx: &Cx, tx: &Tx, destroyed: &KeyDestroyed) -> Result<(), Fault> {
        forget_of(cx, tx, destroyed.subject).await.map(drop)
    }
}

/// Ends every mail of this author (an account) or this request; answers how many there were. A key that is destroyed does so by
/// itself.
pub async fn forget_of(cx: &Cx, tx: &Tx, subject: Uuid) -> Result<usize, Fault> {
    let own = Condition::any().add(Column::AccountId.eq(subject)).add(Column::RequestId.eq(subject));
    let found = Entity::find().select_only().columns([Column::Id, Column::FileId]).filter(own);
    forget(cx, tx, found.into_tuple().all(&**tx).await?).await
}

/// Ends these: their keys, so that nothing of them can be read again, their files and their rows.
pub(crate) async fn forget(cx: &Cx, tx: &Tx, mails: Vec<(Uuid, Option<Uuid>)>) -> Result<usize, Fault> {
    for part in mails.chunks(BATCH) {
        let ids: Vec<Uuid> = part.iter().map(|(id, _)| *id).collect();
        let files: Vec<Uuid> = part.iter().filter_map(|(_, file)| *file).collect();
        gatehouse_files::remove_all(cx, tx, &files).await?;
        let keys = subject::table::Entity::delete_many();
        keys.filter(subject::table::Column::Id.is_in(ids.iter().copied())).exec(&**tx).await?;
        Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).exec(&**tx).await?;
        let keys = cx.app.keys.clone();
        tx.after_commit(move || ids.iter().for_each(|id| keys.forget(*id)));
    }
    if let Some((last, _)) = mails.last() {
        // One stands for all: what is left of keys in the log of the embedded database goes too.
        cx.raise(tx, KeyDestroyed { subject: *last }).await?;
    }
    Ok(mails.len())
}

/// Ends mails whose time is over.
#[derive(Clone, Copy, Debug)]
pub struct Ended;

#[async_trait]
impl Eraser for Ended {
    fn rule(&self) -> &'static str {
        ENDED
    }

    async fn erase(&self, cx: &Cx, due: i64, most: i64) -> Result<u64, Fault> {
        let tx = cx.begin().await?;
        let found = Entity::find()
            .select_only()
            .columns([Column::Id, Column::FileId])
            .filter(Column::EndsAt.lte(due))
            .order_by_asc(Column::EndsAt)
            .limit(u64::try_from(most).unwrap_or(0));
        let erased = forget(cx, &tx, found.into_tuple().all(&*tx).await?).await?;
        tx.commit().await?;
        Ok(u64::try_from(erased).unwrap_or(0))
    }
}
