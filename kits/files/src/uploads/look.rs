//! What is on its way: for pages, and for attaching it.

use crate::attach::NAME;
use crate::media::Media;
use crate::name::FileName;
use crate::read::{self, RECEIPT};
use crate::tables::file::{self, RECEIVING, ScanState};
use crate::tables::upload::{Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder as _};
use std::collections::HashMap;

/// An upload.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The id that the file will have.
    pub id: Uuid,
    /// What it is for.
    pub purpose: String,
    /// The message, draft or link that it is for.
    pub message: Uuid,
    /// Its name.
    pub name: FileName,
    /// How many bytes it will have.
    pub length: u64,
    /// How many of them are safe.
    pub received: u64,
    /// What its bytes begin like.
    pub media: Media,
    /// The receipt, where it is whole.
    pub sha256: Option<[u8; 32]>,
    /// What is known of harm in it.
    pub scan: ScanState,
    /// Whether every byte is there.
    pub is_whole: bool,
    /// When it ends, unless more comes.
    pub expires_at: Moment,
}

/// One.
pub async fn coming(cx: &Cx, id: Uuid) -> Result<Option<Coming>, Fault> {
    let row = Entity::find_by_id(id).filter(Column::ExpiresAt.gt(cx.now())).one(cx.read()).await?;
    Ok(read(cx, cx.read(), row.into_iter().collect()).await?.pop())
}

/// All of a message, in the order in which they were begun.
pub async fn of_message(cx: &Cx, message: Uuid) -> Result<Vec<Coming>, Fault> {
    let rows = Entity::find()
        .filter(Column::Message.eq(message))
        .filter(Column::ExpiresAt.gt(cx.now()))
        .order_by_asc(Column::Id)
        .all(cx.read())
        .await?;
    read(cx, cx.read(), rows).await
}

pub(super) async fn read<C: ConnectionTrait>(cx: &Cx, conn: &C, rows: Vec<Model>) -> Result<Vec<Coming>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let owners: Vec<Uuid> = rows.iter().map(|row| row.owner).collect();
    let keys = subject::keys(cx, conn, &owners).await?;
    let files = file::Entity::find()
        .filter(file::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .filter(file::Column::State.eq(RECEIVING))
        .all(conn)
        .await?;
    let mut files: HashMap<Uuid, file::Model> = files.into_iter().map(|file| (file.id, file)).collect();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let (Some(key), Some(file)) = (keys.get(&row.owner), files.remove(&row.id)) else { continue };
        let length = u64::try_from(row.length)?;
        let receipt = file.receipt_sealed.map(|sealed| key.open(RECEIPT, row.id, &sealed)).transpose()?;
        all.push(Coming {
            id: row.id,
            purpose: file.purpose,
            message: row.message,
            name: FileName::clean(&key.open_text(NAME, row.id, &row.name_sealed)?),
            length,
            received: u64::try_from(row.received)?,
            media: Media::from_word(&file.media),
            sha256: receipt.map(|receipt| read::hash_of(&receipt, length)).transpose()?,
            scan: file.scan,
            is_whole: row.done_at.is_some(),
            expires_at: row.expires_at,
        });
    }
    Ok(all)
}

/// Length and SHA-256 of what is whole, attached or not.
pub async fn receipt(cx: &Cx, id: Uuid) -> Result<Option<(u64, [u8; 32])>, Fault> {
    let row = file::Entity::find_by_id(id).filter(file::Column::ReceiptSealed.is_not_null()).one(cx.read()).await?;
    let Some((row, sealed)) = row.and_then(|row| row.receipt_sealed.clone().map(|sealed| (row, sealed))) else {
        return Ok(None);
    };
    let size = u64::try_from(row.size)?;
    let sealed = subject::key(cx, cx.read(), row.owner).await?.open(RECEIPT, id, &sealed)?;
    Ok(Some((size, read::hash_of(&sealed, size)?)))
}
