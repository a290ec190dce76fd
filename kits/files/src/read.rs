//! Reading files.

use crate::attach::NAME;
use crate::media::Media;
use crate::name::FileName;
use crate::purpose::{Purpose, Who};
use crate::seal::{CHUNK, FileKey, chunks, sealed_range};
use crate::storage::{Blob, Stored};
use crate::store::Files;
use crate::tables::file::{Column, Entity, Model, READY};
use axum::body::Bytes;
use futures::StreamExt as _;
use futures::stream::BoxStream;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;
use std::ops::Range;

/// A file's content as it comes. After a fault nothing more comes.
pub type Content = BoxStream<'static, Result<Bytes, Fault>>;

/// A file that the actor may have.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub owner: Uuid,
    /// Its name.
    pub name: FileName,
    /// What its bytes begin like.
    pub media: Media,
    /// Its length in bytes.
    pub size: u64,
    /// When it was begun.
    pub created_at: Moment,
    pub(crate) blob: Blob,
}

impl Purpose {
    /// Whether the actor may have a file of this owner.
    fn lets(&self, actor: &Actor, owner: Uuid) -> bool {
        match self.who {
            Who::Anybody | Who::Module => true,
            Who::Owner => actor.account() == Some(owner) || matches!(actor, Actor::Program(_)),
        }
    }
}

impl Files {
    /// A file of this purpose; `None` where there is none that the actor may have. Asked at the moment of use: a link is no right.
    pub async fn find(&self, cx: &Cx, purpose: &Purpose, id: Uuid) -> Result<Option<StoredFile>, Fault> {
        let row = Entity::find_by_id(id)
            .filter(Column::Purpose.eq(purpose.word))
            .filter(Column::State.eq(READY))
            .one(cx.read())
            .await?;
        match row.filter(|row| purpose.lets(&cx.actor, row.owner)) {
            Some(row) => opened(cx, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Its content, or a part of it, whose end is not beyond the file's. What was changed in the storage is a fault, and the first
    /// chunk is looked at before this returns.
    pub async fn open(&self, cx: &Cx, file: &StoredFile, part: Option<Range<u64>>) -> Result<Content, Fault> {
        let part = part.unwrap_or(0..file.size);
        if part.start > part.end || part.end > file.size {
            return Err(Fault::new("a part of a file that it does not have"));
        }
        let owner = subject::key(cx, cx.read(), file.owner).await?;
        let mut reading = self.begin(FileKey::new(&owner, file.blob), file, part).await?;
        let first = reading.next_piece().await?;
        let rest = futures::stream::try_unfold(reading, |mut reading| async move {
            Ok(reading.next_piece().await?.map(|piece| (piece, reading)))
        });
        Ok(futures::stream::iter(first.map(Ok)).chain(rest).boxed())
    }

    async fn begin(&self, key: FileKey, file: &StoredFile, part: Range<u64>) -> Result<Reading, Fault> {
        let chunk = CHUNK as u64;
        let first = (part.start / chunk).min(chunks(file.size) - 1);
        let end = part.end.div_ceil(chunk).max(first + 1);
        let stored = self.storage.read(file.blob, sealed_range(file.size, first, end)).await?;
        let stored = stored.ok_or_else(|| Fault::new(format!("file {} is missing from the storage", file.blob)))?;
        let skip = usize::try_from(part.start - first * chunk)?;
        let left = part.end - part.start;
        Ok(Reading { key, stored, held: Vec::new(), size: file.size, next: first, end, skip, left })
    }
}

async fn opened(cx: &Cx, row: Model) -> Result<StoredFile, Fault> {
    let sealed = row.name_sealed.ok_or_else(|| Fault::new("a file has no name"))?;
    let name = subject::key(cx, cx.read(), row.owner).await?.open_text(NAME, row.id, &sealed)?;
    Ok(StoredFile {
        id: row.id,
        owner: row.owner,
        name: FileName::clean(&name),
        media: Media::from_word(&row.media),
        size: u64::try_from(row.size)?,
        created_at: Moment(row.created_at),
        blob: Blob::from_id(row.blob),
    })
}

/// A file while it is read.
struct Reading {
    key: FileKey,
    stored: Stored,
    held: Vec<u8>,
    size: u64,
    next: u64,
    end: u64,
    /// Bytes of the first chunk before the wanted part.
    skip: usize,
    left: u64,
}

impl Reading {
    /// The next chunk, opened.
    async fn next_piece(&mut self) -> Result<Option<Bytes>, Fault> {
        if self.next == self.end {
            return Ok(None);
        }
        let place = sealed_range(self.size, self.next, self.next + 1);
        let length = usize::try_from(place.end - place.start)?;
        while self.held.len() < length {
            let more = self.stored.next().await.ok_or_else(|| Fault::new("a stored file ends before its end"))??;
            self.held.extend_from_slice(&more);
        }
        let rest = self.held.split_off(length);
        let sealed = std::mem::replace(&mut self.held, rest);
        let mut piece = self.key.open(self.next, self.next + 1 == chunks(self.size), &sealed)?;
        self.next += 1;
        piece.drain(..std::mem::take(&mut self.skip).min(piece.len()));
        piece.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left -= piece.len() as u64;
        Ok(Some(Bytes::from(piece)))
    }
}
