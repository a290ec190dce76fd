//! Reading files.

use crate::attach::NAME;
use crate::clean::Clean;
use crate::media::Media;
use crate::name::FileName;
use crate::parts::{self, Part};
use crate::purpose::{Purpose, Who};
use crate::seal::{CHUNK, FileKey, chunks, sealed_range};
use crate::storage::{Blob, Stored};
use crate::store::Files;
use crate::tables::file::{Column, Entity, Model, READY, ScanState};
use axum::body::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, Moment, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use std::ops::Range;

/// A file's content as it comes. After a fault nothing more comes.
pub type Content = BoxStream<'static, Result<Bytes, Fault>>;

/// A file, and what is known of it. Its content is given for a [`Clean`] one only.
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
    /// SHA-256 of its content, where it was uploaded.
    pub sha256: Option<[u8; 32]>,
    /// What is known of harm in it.
    pub scan: ScanState,
    /// When that was found.
    pub scanned_at: Option<Moment>,
    /// What the scanner said.
    pub scan_said: Option<String>,
    /// Whether a member of the staff vouches for it.
    pub is_vouched: bool,
    pub(crate) blob: Blob,
    pub(crate) parts: Option<u64>,
}

impl StoredFile {
    /// Whether whoever has the right to it gets it: nothing was found in it, or a member of the staff has sent it and vouches for it. In which
    /// something was found, nobody gets.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        match self.scan {
            ScanState::Own | ScanState::Clean => true,
            ScanState::Quarantined | ScanState::NotScannable => self.is_vouched,
            ScanState::Infected => false,
        }
    }
}

impl Purpose {
    /// Whether the actor may have a file of this owner.
    pub(crate) fn lets(&self, actor: &Actor, owner: Uuid) -> bool {
        match self.who {
            Who::Anybody | Who::Module => true,
            Who::Owner => actor.account() == Some(owner) || matches!(actor, Actor::Program(_)),
        }
    }
}

impl Files {
    /// A file of this purpose that may be opened; `None` where there is none that the actor may have, or it was sent by somebody and is
    /// not known to be clean. Asked at the moment of use: a link is no right.
    pub async fn find(&self, cx: &Cx, purpose: &Purpose, id: Uuid) -> Result<Option<Clean<StoredFile>>, Fault> {
        Ok(self.look(cx, purpose, id).await?.and_then(Clean::of))
    }

    /// What is known of a file, whatever is known of harm in it.
    pub async fn look(&self, cx: &Cx, purpose: &Purpose, id: Uuid) -> Result<Option<StoredFile>, Fault> {
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

    /// The same of several, of one owner: for a page that names them.
    pub async fn look_all(&self, cx: &Cx, purpose: &Purpose, ids: &[Uuid]) -> Result<Vec<StoredFile>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = Entity::find()
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::Purpose.eq(purpose.word))
            .filter(Column::State.eq(READY))
            .all(cx.read())
            .await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in rows.into_iter().filter(|row| purpose.lets(&cx.actor, row.owner)) {
            // The owner's key is remembered after the first.
            all.push(opened(cx, row).await?);
        }
        Ok(all)
    }

    /// Its content, or a part of it, whose end is not beyond the file's. What was changed in the storage is a fault, and the first
    /// chunk is looked at before this returns.
    pub async fn open(&self, cx: &Cx, file: &Clean<StoredFile>, part: Option<Range<u64>>) -> Result<Content, Fault> {
        self.content(cx, file, part).await
    }

    /// The same, for the scanner.
    pub(crate) async fn content(&self, cx: &Cx, file: &StoredFile, part: Option<Range<u64>>) -> Result<Content, Fault> {
        let part = part.unwrap_or(0..file.size);
        if part.start > part.end || part.end > file.size {
            return Err(Fault::new("a part of a file that it does not have"));
        }
        let owner = subject::key(cx, cx.read(), file.owner).await?;
        if file.parts.is_some() {
            return self.in_parts(cx, owner, file, part).await;
        }
        let key = FileKey::new(&owner, file.blob);
        let mut reading = self.begin(key, file.blob, file.size, part).await?;
        let first = reading.next_piece().await?;
        Ok(futures::stream::iter(first.map(Ok)).chain(reading.rest()).boxed())
    }

    /// Of a file in parts: one after the other, each opened when it is its turn, and the first before this returns.
    async fn in_parts(
        &self,
        cx: &Cx,
        owner: SubjectKey,
        file: &StoredFile,
        wanted: Range<u64>,
    ) -> Result<Content, Fault> {
        let places = parts::within(cx, file.blob, &wanted, file.size).await?;
        let (files, group) = (self.clone(), file.blob);
        let open = move |place: Part| {
            let (files, owner, wanted) = (files.clone(), owner.clone(), wanted.clone());
            async move {
                let from = wanted.start.max(place.starts) - place.starts;
                let to = wanted.end.min(place.starts + place.size) - place.starts;
                let key = FileKey::of_part(&owner, group, place.starts, place.blob);
                files.begin(key, place.blob, place.size, from..to).await
            }
        };
        let mut places = places.into_iter();
        let Some(first) = places.next() else { return Ok(futures::stream::empty().boxed()) };
        let mut reading = open(first).await?;
        let piece = reading.next_piece().await?;
        let others = futures::stream::iter(places.map(Ok::<_, Fault>)).and_then(open).map_ok(Reading::rest);
        Ok(futures::stream::iter(piece.map(Ok)).chain(reading.rest()).chain(others.try_flatten()).boxed())
    }

    async fn begin(&self, key: FileKey, blob: Blob, size: u64, part: Range<u64>) -> Result<Reading, Fault> {
        let chunk = CHUNK as u64;
        let first = (part.start / chunk).min(chunks(size) - 1);
        let end = part.end.div_ceil(chunk).max(first + 1);
        let stored = self.storage.read(blob, sealed_range(size, first, end)).await?;
        let stored = stored.ok_or_else(|| Fault::new(format!("file {blob} is missing from the storage")))?;
        let skip = usize::try_from(part.start - first * chunk)?;
        let left = part.end - part.start;
        Ok(Reading { key, stored, held: Vec::new(), size, next: first, end, skip, left })
    }
}

/// Where length and hash of an upload are sealed.
pub(crate) const RECEIPT: &str = "file.receipt_sealed";

pub(crate) async fn opened(cx: &Cx, row: Model) -> Result<StoredFile, Fault> {
    let sealed = row.name_sealed.ok_or_else(|| Fault::new("a file has no name"))?;
    let key = subject::key(cx, cx.read(), row.owner).await?;
    let name = key.open_text(NAME, row.id, &sealed)?;
    let size = u64::try_from(row.size)?;
    let receipt = row.receipt_sealed.map(|sealed| key.open(RECEIPT, row.id, &sealed)).transpose()?;
    let sha256 = receipt.map(|receipt| hash_of(&receipt, size)).transpose()?;
    if row.parts.is_some() && sha256.is_none() {
        return Err(Fault::new("a file in parts has no receipt"));
    }
    Ok(StoredFile {
        id: row.id,
        owner: row.owner,
        name: FileName::clean(&name),
        media: Media::from_word(&row.media),
        size,
        created_at: Moment(row.created_at),
        sha256,
        scan: row.scan,
        scanned_at: row.scanned_at,
        scan_said: row.scan_said,
        is_vouched: row.vouched_at.is_some(),
        blob: Blob::from_id(row.blob),
        parts: row.parts.map(u64::try_from).transpose()?,
    })
}

/// A receipt: length, then SHA-256. That the row says the same length is what keeps parts from being left out at the end.
pub(crate) fn receipt_of(size: u64, sha256: &[u8; 32]) -> Vec<u8> {
    [&size.to_le_bytes()[..], sha256].concat()
}

pub(crate) fn hash_of(receipt: &[u8], size: u64) -> Result<[u8; 32], Fault> {
    let (length, hash) = receipt.split_first_chunk::<8>().ok_or_else(|| Fault::new("a receipt is cut"))?;
    if u64::from_le_bytes(*length) != size {
        return Err(Fault::new("a file has another length than its receipt"));
    }
    hash.try_into().map_err(|_| Fault::new("a receipt is cut"))
}

/// Bytes of one name in the storage while they are read.
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
    /// What is left of it.
    fn rest(self) -> Content {
        let rest = futures::stream::try_unfold(self, |mut reading| async move {
            Ok(reading.next_piece().await?.map(|piece| (piece, reading)))
        });
        rest.boxed()
    }

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
