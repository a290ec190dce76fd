//! Taking a file's bytes in. A row says `receiving` before the first of them, so no end of the process leaves bytes that nobody
//! knows of: what is not attached within a day ends by the retention rule.

use crate::attach::{Received, mac_of};
use crate::media::Media;
use crate::purpose::Purpose;
use crate::refusal::PutRefusal;
use crate::seal::{CHUNK, FileKey, HEAD, Sealer};
use crate::store::Files;
use crate::tables::file::{ActiveModel, Column, Entity, RECEIVING, ScanState};
use axum::body::Bytes;
use futures::{Stream, StreamExt as _};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use hmac::Mac as _;
use sea_orm::entity::prelude::*;
use sea_orm::{PaginatorTrait, Set};
use std::fmt;
use std::pin::pin;

/// Files of one owner that are begun and not attached, at the most.
pub const MOST_UNFINISHED: u64 = 100;
/// So many bytes say what a file is.
const START: usize = 16;

/// A file whose row is there, and none of its bytes.
#[must_use = "without its bytes it is gone after a day"]
pub struct Begun {
    received: Received,
    key: SubjectKey,
}

impl Files {
    /// Takes the content of a file for this purpose, as it comes; `owner` is a subject whose key is there. What is more than the
    /// purpose allows is refused as soon as it comes, and nothing is left of it. Needs some MiB of memory, however long the
    /// content is. The file is none until it is attached ([`Received::attach`]).
    pub async fn put<E: fmt::Display>(
        &self,
        cx: &Cx,
        purpose: &Purpose,
        owner: Uuid,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Received, Stop<PutRefusal>> {
        let begun = begin(cx, purpose, owner).await?;
        self.go_on(cx, begun, content).await
    }

    /// Takes the content of a file that was begun ([`begin_first`]), as [`Files::put`] does.
    pub async fn go_on<E: fmt::Display>(
        &self,
        cx: &Cx,
        begun: Begun,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Received, Stop<PutRefusal>> {
        let Begun { received, key } = begun;
        let id = received.id;
        let written = self.write(&key, received, content).await;
        if written.is_err() {
            // The storage has removed what it had. Where this fails too, the row ends by its rule.
            if let Err(fault) = forget(cx, id).await {
                tracing::warn!(error = %fault, "the row of an unfinished file could not be removed");
            }
        }
        written
    }

    async fn write<E: fmt::Display>(
        &self,
        key: &SubjectKey,
        mut received: Received,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<Received, Stop<PutRefusal>> {
        let mut content = pin!(content);
        let (mut mac, mut start) = (mac_of(key), Vec::with_capacity(START));
        let mut sealer = Sealer::new(FileKey::new(key, received.blob));
        let mut sealed = HEAD.to_vec();
        let mut writing = self.storage.write(received.blob).await?;
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|error| cut_off(&error))?;
            received.take(&piece, &mut start)?;
            mac.update(&piece);
            sealer.add(&piece, &mut sealed)?;
            if sealed.len() >= CHUNK {
                writing.add(&sealed).await?;
                sealed.clear();
            }
        }
        received.judge(&start)?;
        received.mac = mac.finalize().into_bytes().into();
        sealer.end(&mut sealed)?;
        writing.add(&sealed).await?;
        writing.finish().await?;
        Ok(received)
    }
}

fn cut_off(error: &impl fmt::Display) -> Stop<PutRefusal> {
    tracing::debug!(%error, "a file did not come to its end");
    Stop::Refused(PutRefusal::CutOff)
}

impl Received {
    /// Counts a piece and looks at the beginning, before anything of it is stored.
    pub(crate) fn take(&mut self, piece: &[u8], start: &mut Vec<u8>) -> Result<(), Stop<PutRefusal>> {
        self.size += piece.len() as u64;
        if self.size > self.purpose.most_bytes {
            return Err(Stop::Refused(PutRefusal::TooLarge { most: self.purpose.most_bytes }));
        }
        let missing = START - start.len();
        if missing > 0 {
            start.extend_from_slice(&piece[..piece.len().min(missing)]);
            if start.len() == START {
                return self.judge(start);
            }
        }
        Ok(())
    }

    pub(crate) fn judge(&mut self, start: &[u8]) -> Result<(), Stop<PutRefusal>> {
        self.media = Media::of(start);
        if self.purpose.takes(self.media) { Ok(()) } else { Err(Stop::Refused(PutRefusal::WrongKind)) }
    }
}

/// Begins the first file of an owner whose key was made in this transaction; [`Files::go_on`] behind the commit takes its bytes.
pub async fn begin_first(cx: &Cx, tx: &Tx, purpose: &Purpose, owner: Uuid, key: SubjectKey) -> Result<Begun, Fault> {
    let received = Received { first_of: Some(key.clone()), ..Received::begun(cx, owner, *purpose) };
    Entity::insert(row(cx, &received)).exec_without_returning(&**tx).await?;
    Ok(Begun { received, key })
}

async fn begin(cx: &Cx, purpose: &Purpose, owner: Uuid) -> Result<Begun, Stop<PutRefusal>> {
    let received = Received::begun(cx, owner, *purpose);
    let tx = cx.begin().await?;
    let key = room(cx, &tx, owner, 1).await?;
    Entity::insert(row(cx, &received)).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(Begun { received, key })
}

/// The key of an owner who may begin so many files more.
pub(crate) async fn room(cx: &Cx, tx: &Tx, owner: Uuid, more: u64) -> Result<SubjectKey, Stop<PutRefusal>> {
    let key = subject::locked_key(cx, tx, owner).await?;
    let key = key.ok_or_else(|| Fault::new("a file for an owner without a key: it was erased, or never was"))?;
    let unfinished = Entity::find().filter(Column::Owner.eq(owner)).filter(Column::State.eq(RECEIVING));
    if unfinished.count(&**tx).await? + more > MOST_UNFINISHED {
        return Err(Stop::Refused(PutRefusal::TooManyUnfinished));
    }
    Ok(key)
}

/// The row of a file of which nothing has come yet.
pub(crate) fn row(cx: &Cx, received: &Received) -> ActiveModel {
    let now = cx.now();
    ActiveModel {
        id: Set(received.id),
        owner: Set(received.owner),
        purpose: Set(received.purpose.word.to_owned()),
        state: Set(RECEIVING.to_owned()),
        blob: Set(received.blob.id()),
        name_sealed: Set(None),
        media: Set(Media::Bytes.word().to_owned()),
        size: Set(0),
        content_mac: Set(None),
        created_at: Set(now.0),
        expires_at: Set(Some(now.plus(DAY).0)),
        parts: Set(None),
        receipt_sealed: Set(None),
        scan: Set(ScanState::Own),
        scanned_at: Set(None),
        scan_said: Set(None),
        vouched_by: Set(None),
        vouched_at: Set(None),
    }
}

/// The row of what was not received.
async fn forget(cx: &Cx, id: Uuid) -> Result<(), Fault> {
    let unfinished = Entity::delete_many().filter(Column::Id.eq(id)).filter(Column::State.eq(RECEIVING));
    unfinished.exec(cx.db().writer()).await?;
    Ok(())
}
