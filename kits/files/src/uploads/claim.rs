//! Who writes. A claim has a number; the latest counts.

use super::{LIFE, UploadRefusal};
use crate::storage::Blob;
use crate::tables::file::{self, RECEIVING};
use crate::tables::upload::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// The right to write the next bytes, until somebody else claims it.
#[derive(Clone, Debug)]
pub struct Claim {
    pub(crate) id: Uuid,
    pub(crate) owner: Uuid,
    pub(crate) blob: Blob,
    pub(crate) purpose: String,
    pub(crate) epoch: i64,
    pub(crate) hash_sealed: Option<Vec<u8>>,
    /// How many bytes there are.
    pub received: u64,
    /// How many there will be.
    pub length: u64,
    /// When it ends, unless more comes.
    pub expires_at: Moment,
    /// It ends then whatever comes: of a short link.
    pub(crate) is_bound: bool,
}

impl Claim {
    /// Whether nothing is missing.
    pub const fn is_whole(&self) -> bool {
        self.received == self.length
    }
}

/// Claims the next bytes, from `offset` on. Whoever wrote until now stops with the next part.
pub async fn claim(cx: &Cx, id: Uuid, offset: u64) -> Outcome<Claim, UploadRefusal> {
    taken(cx, id, Some(offset)).await
}

/// Stops whoever writes, and answers how far it has come: what is known of the offset is true until the next claim.
pub async fn fence(cx: &Cx, id: Uuid) -> Outcome<Claim, UploadRefusal> {
    taken(cx, id, None).await
}

async fn taken(cx: &Cx, id: Uuid, offset: Option<u64>) -> Outcome<Claim, UploadRefusal> {
    let tx = cx.begin().await?;
    let row = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let row = row.filter(|row| !row.expires_at.has_come(cx.now())).ok_or(UploadRefusal::Unknown).or_refuse()?;
    let file = file_of(&tx, id).await?.ok_or(UploadRefusal::Unknown).or_refuse()?;
    if offset.is_some_and(|offset| u64::try_from(row.received) != Ok(offset)) {
        return Err(refuse(UploadRefusal::Offset));
    }
    let mut row = row;
    if row.done_at.is_none() {
        row.epoch += 1;
        let next = Entity::update_many().col_expr(Column::Epoch, Expr::value(row.epoch)).filter(Column::Id.eq(id));
        next.exec(&*tx).await?;
        tx.commit().await?;
    } else {
        tx.rollback().await?;
    }
    Ok(made(row, file)?)
}

async fn file_of(tx: &Tx, id: Uuid) -> Result<Option<file::Model>, Fault> {
    let file = file::Entity::find_by_id(id).filter(file::Column::State.eq(RECEIVING));
    Ok(file.one(&**tx).await?)
}

fn made(row: Model, file: file::Model) -> Result<Claim, Fault> {
    Ok(Claim {
        id: row.id,
        owner: row.owner,
        blob: Blob::from_id(file.blob),
        purpose: file.purpose,
        epoch: row.epoch,
        hash_sealed: row.hash_sealed,
        received: u64::try_from(row.received)?,
        length: u64::try_from(row.length)?,
        expires_at: row.expires_at,
        is_bound: row.expires_at.since(row.created_at) < LIFE,
    })
}
