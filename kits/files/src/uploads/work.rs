//! Storing what comes: hashed, sealed and written in parts. While a part is made safe and comes into the rows, the next one is written.

use super::check::{Checksum, MOST as MOST_CHECKED};
use super::claim::Claim;
use super::commit::{Safe, commit};
use super::write::Writer;
use super::{UploadRefusal, hash};
use crate::media::Media;
use crate::parts::Part;
use crate::purpose::Purpose;
use crate::seal::{CHUNK, FileKey, HEAD, Sealer};
use crate::storage::{Blob, Writing};
use crate::store::Files;
use axum::body::Bytes;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Outcome, Stop, refuse};
use gatehouse_seal::SubjectKey;
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, timeout_at};

/// The most bytes of a part: sealed it is one request to a bucket.
const PART: u64 = 127 * CHUNK as u64;
/// A part that has begun is made safe after this time, however short it is.
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// Bytes that are hashed and sealed at once.
const PIECE: usize = 512 << 10;
/// So many bytes say what a file is.
const START: usize = 16;

/// From the one task to the other.
pub(super) enum Message {
    Bytes(Bytes),
    /// The sender has said that this was all.
    End,
}

/// A part on its way into the storage.
struct Growing {
    blob: Blob,
    starts: u64,
    size: u64,
    writing: Box<dyn Writing>,
    sealer: Sealer,
    sealed: Vec<u8>,
    /// When it is made safe at the latest.
    until: Instant,
}

type Committing = JoinHandle<Outcome<Moment, UploadRefusal>>;

pub(super) struct Work {
    cx: Cx,
    files: Files,
    key: SubjectKey,
    purpose: Purpose,
    claim: Claim,
    hash: Sha256,
    /// The first bytes, until it is known what they are.
    start: Option<Vec<u8>>,
    media: Option<Media>,
    check: Option<Checksum>,
    /// What has come, safe or not.
    at: u64,
    growing: Option<Growing>,
    committing: Option<Committing>,
    /// Parts that wait for the checksum.
    held: Vec<Part>,
    expires_at: Moment,
}

impl Work {
    pub(super) async fn begin(writer: Writer) -> Result<Self, Fault> {
        let Writer { cx, purpose, claim, check } = writer;
        let key = subject::key(&cx, cx.read(), claim.owner).await?;
        let hash = hash::open(&key, claim.id, claim.hash_sealed.as_deref())?;
        Ok(Self {
            files: cx.service::<Files>()?.clone(),
            key,
            purpose,
            hash,
            start: (claim.received == 0).then(Vec::new),
            media: None,
            check,
            at: claim.received,
            growing: None,
            committing: None,
            held: Vec::new(),
            expires_at: claim.expires_at,
            claim,
            cx,
        })
    }

    pub(super) const fn length(&self) -> u64 {
        self.claim.length
    }

    /// Answers how many bytes are safe, and until when more may come.
    pub(super) async fn run(mut self, mut pieces: mpsc::Receiver<Message>) -> Outcome<(u64, Moment), UploadRefusal> {
        let ended = self.all(&mut pieces).await;
        pieces.close();
        let last = match ended {
            Ok(is_whole) => self.end(is_whole).await,
            Err(stop) => {
                // What is whole before it counts.
                self.growing = None;
                let settled = self.settle().await;
                self.let_go().await;
                settled.and(Err(stop))
            }
        };
        last.map(|()| (self.at, self.expires_at))
    }

    /// Whether the sender has said that this was all.
    async fn all(&mut self, pieces: &mut mpsc::Receiver<Message>) -> Outcome<bool, UploadRefusal> {
        let mut batch = Vec::new();
        loop {
            let next = match self.growing.as_ref().map(|part| part.until) {
                Some(until) => match timeout_at(until, pieces.recv()).await {
                    Ok(next) => next,
                    Err(_) => {
                        self.part_is_full().await?;
                        continue;
                    }
                },
                None => pieces.recv().await,
            };
            let mut is_end = match next {
                None => return Ok(false),
                Some(Message::End) => return Ok(true),
                Some(Message::Bytes(bytes)) => {
                    batch.push(bytes);
                    false
                }
            };
            let mut length: usize = batch.iter().map(Bytes::len).sum();
            while length < PIECE && !is_end {
                match pieces.try_recv() {
                    Ok(Message::Bytes(bytes)) => {
                        length += bytes.len();
                        batch.push(bytes);
                    }
                    Ok(Message::End) => is_end = true,
                    Err(_) => break,
                }
            }
            self.add(std::mem::take(&mut batch)).await?;
            if is_end {
                return Ok(true);
            }
        }
    }

    async fn add(&mut self, batch: Vec<Bytes>) -> Outcome<(), UploadRefusal> {
        let length: u64 = batch.iter().map(|bytes| bytes.len() as u64).sum();
        if self.at + length > self.claim.length {
            return Err(refuse(UploadRefusal::Beyond));
        }
        if self.check.is_some() && self.at + length - self.claim.received > MOST_CHECKED {
            return Err(refuse(UploadRefusal::CheckedTooLong));
        }
        self.judge(&batch)?;
        let mut batch = batch;
        while !batch.is_empty() {
            let growing = match self.growing.take() {
                Some(growing) => growing,
                None => self.begin_part().await?,
            };
            let (now, later) = cut(batch, PART - growing.size);
            batch = later;
            self.write(growing, now).await?;
            if self.growing.as_ref().is_some_and(|part| part.size == PART) {
                self.part_is_full().await?;
            }
        }
        Ok(())
    }

    /// Looks at the first bytes before any is stored.
    fn judge(&mut self, batch: &[Bytes]) -> Outcome<(), UploadRefusal> {
        let Some(start) = &mut self.start else { return Ok(()) };
        for bytes in batch {
            let missing = START - start.len();
            start.extend_from_slice(&bytes[..bytes.len().min(missing)]);
        }
        let media = Media::of(start);
        let is_known = start.len() == START || start.len() as u64 == self.claim.length;
        if is_known && !self.purpose.takes(media) {
            return Err(refuse(UploadRefusal::WrongKind));
        }
        if is_known {
            self.start = None;
        }
        self.media = Some(media);
        Ok(())
    }

    /// Takes all of this, because what writes to a storage is not shared between threads.
    async fn begin_part(&mut self) -> Result<Growing, Fault> {
        let blob = Blob::random(self.cx.app.random.as_ref());
        let key = FileKey::of_part(&self.key, self.claim.blob, self.at, blob);
        Ok(Growing {
            blob,
            starts: self.at,
            size: 0,
            writing: self.files.storage.write(blob).await?,
            sealer: Sealer::new(key),
            sealed: HEAD.to_vec(),
            until: Instant::now() + LONGEST_WAIT,
        })
    }

    /// Hashes, seals and writes.
    async fn write(&mut self, mut growing: Growing, batch: Vec<Bytes>) -> Outcome<(), UploadRefusal> {
        let length: u64 = batch.iter().map(|bytes| bytes.len() as u64).sum();
        let (mut hash, mut check) = (std::mem::take(&mut self.hash), self.check.take());
        let (mut sealer, mut sealed) = (growing.sealer, std::mem::take(&mut growing.sealed));
        let worked = spawn_blocking(move || -> Result<_, Fault> {
            for bytes in &batch {
                hash.update(bytes);
                if let Some(check) = &mut check {
                    check.add(bytes);
                }
                sealer.add(bytes, &mut sealed)?;
            }
            Ok((hash, check, sealer, sealed))
        });
        (self.hash, self.check, growing.sealer, sealed) = worked.await??;
        growing.writing.add(&sealed).await?;
        sealed.clear();
        growing.sealed = sealed;
        growing.size += length;
        self.at += length;
        self.growing = Some(growing);
        Ok(())
    }

    /// Makes the part safe, and lets it come into the rows, after the one before it.
    async fn part_is_full(&mut self) -> Outcome<(), UploadRefusal> {
        let Some(growing) = self.growing.take() else { return Ok(()) };
        self.settle().await?;
        let part = Part { blob: growing.blob, starts: growing.starts, size: growing.size };
        if self.check.is_some() {
            self.held.push(part);
            let safe = tokio::spawn(async move { Ok::<_, Stop<UploadRefusal>>(make_safe(growing).await?) });
            let ends = self.claim.expires_at;
            self.committing = Some(tokio::spawn(async move { safe.await?.map(|()| ends) }));
            return Ok(());
        }
        let (cx, files, claim, key) = (self.cx.clone(), self.files.clone(), self.claim.clone(), self.key.clone());
        let (hash, media) = (self.hash.clone(), self.media.take());
        self.committing = Some(tokio::spawn(async move {
            make_safe(growing).await?;
            let committed = commit(&cx, &claim, &key, Safe { parts: &[part], hash, media }).await;
            if let Err(Stop::Refused(_)) = &committed {
                // No row names it. What a fault leaves, the daily scan finds: the commit may have come to its end.
                files.storage.remove(part.blob).await?;
            }
            committed
        }));
        Ok(())
    }

    /// Waits for the part before this one.
    async fn settle(&mut self) -> Outcome<(), UploadRefusal> {
        if let Some(committing) = self.committing.take() {
            self.expires_at = committing.await??;
        }
        Ok(())
    }

    /// All that came is written; `is_whole`: and the sender has said that it was all.
    async fn end(&mut self, is_whole: bool) -> Outcome<(), UploadRefusal> {
        let done = self.finish(is_whole).await;
        // After a fault the parts may be in the rows.
        if matches!(done, Err(Stop::Refused(_))) {
            self.let_go().await;
        }
        done
    }

    async fn finish(&mut self, is_whole: bool) -> Outcome<(), UploadRefusal> {
        self.part_is_full().await?;
        self.settle().await?;
        let Some(check) = self.check.take() else { return Ok(()) };
        if !is_whole {
            return Err(refuse(UploadRefusal::CutOff));
        }
        if !check.agrees() {
            return Err(refuse(UploadRefusal::Checksum));
        }
        let safe = Safe { parts: &self.held, hash: self.hash.clone(), media: self.media.take() };
        self.expires_at = commit(&self.cx, &self.claim, &self.key, safe).await?;
        self.held.clear();
        Ok(())
    }

    /// Removes parts that wait for a checksum which did not come, or was wrong.
    async fn let_go(&mut self) {
        for part in std::mem::take(&mut self.held) {
            if let Err(fault) = self.files.storage.remove(part.blob).await {
                // The daily scan finds it.
                tracing::warn!(error = %fault, "a part of an upload could not be removed");
            }
        }
    }
}

async fn make_safe(mut growing: Growing) -> Result<(), Fault> {
    let mut sealed = std::mem::take(&mut growing.sealed);
    growing.sealer.end(&mut sealed)?;
    growing.writing.add(&sealed).await?;
    growing.writing.finish().await
}

/// The first `most` bytes, and the rest.
fn cut(batch: Vec<Bytes>, most: u64) -> (Vec<Bytes>, Vec<Bytes>) {
    let (mut now, mut later, mut left) = (Vec::with_capacity(batch.len()), Vec::new(), most);
    for mut bytes in batch {
        let length = bytes.len() as u64;
        if length <= left {
            left -= length;
            now.push(bytes);
        } else {
            let first = bytes.split_to(usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len()));
            left = 0;
            if !first.is_empty() {
                now.push(first);
            }
            later.push(bytes);
        }
    }
    (now, later)
}
