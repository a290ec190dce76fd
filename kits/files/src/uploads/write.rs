//! Writing what comes. One task takes pieces from the connection and hands them on; another ([`super::work`]), which nobody's going away
//! ends, stores them.

use super::UploadRefusal;
use super::check::Checksum;
use super::claim::Claim;
use super::work::{Message, Work};
use crate::purpose::Purpose;
use axum::body::Bytes;
use futures::{Stream, StreamExt as _};
use gatehouse_context::Cx;
use gatehouse_core::{Moment, Outcome, refuse};
use std::fmt;
use std::pin::pin;
use tokio::sync::mpsc;

/// Pieces between the two tasks.
const WAITING: usize = 4;

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Bytes that are safe.
    pub received: u64,
    /// How many there will be.
    pub length: u64,
    /// Until when the upload waits for more.
    pub expires_at: Moment,
}

/// Writes the next bytes of an upload.
pub struct Writer {
    pub(super) cx: Cx,
    pub(super) purpose: Purpose,
    pub(super) claim: Claim,
    pub(super) check: Option<Checksum>,
}

impl Writer {
    /// Under this claim; with a checksum, all that comes counts when that is right, and nothing when it is not.
    pub fn new(cx: &Cx, purpose: &Purpose, claim: Claim, check: Option<Checksum>) -> Self {
        Self { cx: cx.clone(), purpose: *purpose, claim, check }
    }

    /// Takes everything. Where the stream breaks off, or whoever waits for this goes away, what has come is kept all the same.
    pub async fn take<E: fmt::Display>(
        self,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Outcome<Written, UploadRefusal> {
        let (sender, pieces) = mpsc::channel(WAITING);
        let work = Work::begin(self).await?;
        let length = work.length();
        let working = tokio::spawn(work.run(pieces));
        let mut content = pin!(content);
        let mut is_cut = false;
        while let Some(piece) = content.next().await {
            match piece {
                Ok(bytes) => {
                    // Whoever does not listen any more has stopped, and says why.
                    if !bytes.is_empty() && sender.send(Message::Bytes(bytes)).await.is_err() {
                        break;
                    }
                }
                Err(error) => {
                    tracing::debug!(%error, "an upload did not come to the end of a request");
                    is_cut = true;
                    break;
                }
            }
        }
        if !is_cut {
            // The same: who is gone has an answer.
            drop(sender.send(Message::End).await);
        }
        drop(sender);
        let (received, expires_at) = working.await??;
        if is_cut { Err(refuse(UploadRefusal::CutOff)) } else { Ok(Written { received, length, expires_at }) }
    }
}
