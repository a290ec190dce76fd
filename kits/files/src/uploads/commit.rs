//! Parts whose bytes are safe come into the rows: offset, hash and places move together, and only under the latest claim.

use super::claim::Claim;
use super::{LIFE, MOST_PARTS, UploadRefusal, hash};
use crate::jobs::INSPECT;
use crate::links;
use crate::media::Media;
use crate::parts::{self, Part};
use crate::read::{RECEIPT, receipt_of};
use crate::storage::Blob;
use crate::tables::file::{self, RECEIVING};
use crate::tables::upload::{Column, Entity};
use gatehouse_context::{Cx, Signal};
use gatehouse_core::{Fault, Moment, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_jobs::{NewJob, enqueue};
use gatehouse_seal::SubjectKey;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::entity::prelude::*;
use sha2::{Digest as _, Sha256};

/// The last byte of an upload is safe. Heard in the transaction in which it is.
#[derive(Clone, Copy, Debug)]
pub struct Finished {
    /// The upload, and the file that it will be.
    pub file: Uuid,
    /// Whose it is.
    pub owner: Uuid,
    /// The message, draft or link that it is for.
    pub message: Uuid,
    /// Of a link: the request that the link is for. Whoever hears this attaches the file ([`super::attach_file`]).
    pub target: Option<Uuid>,
}

impl Signal for Finished {}

/// What comes into the rows.
pub(super) struct Safe<'a> {
    pub parts: &'a [Part],
    pub hash: Sha256,
    /// Known with the first bytes.
    pub media: Option<Media>,
}

/// Commits; answers until when the upload waits for more. What was written under an older claim is not taken.
pub(super) async fn commit(cx: &Cx, claim: &Claim, key: &SubjectKey, safe: Safe<'_>) -> Outcome<Moment, UploadRefusal> {
    let (Some(first), Some(last)) = (safe.parts.first(), safe.parts.last()) else { return Ok(claim.expires_at) };
    let (from, to) = (i64::try_from(first.starts)?, i64::try_from(last.starts + last.size)?);
    let ends = if claim.is_bound { claim.expires_at } else { cx.now().plus(LIFE) };
    let tx = cx.begin().await?;
    let moved = Entity::update_many()
        .col_expr(Column::Received, Expr::value(to))
        .col_expr(Column::HashSealed, Expr::value(Some(hash::seal(cx, key, claim.id, &safe.hash)?)))
        .col_expr(Column::ExpiresAt, Expr::value(ends))
        .filter(Column::Id.eq(claim.id))
        .filter(Column::Epoch.eq(claim.epoch))
        .filter(Column::Received.eq(from))
        .filter(Column::DoneAt.is_null())
        .exec(&*tx)
        .await?;
    if moved.rows_affected != 1 {
        tx.rollback().await?;
        return Err(refuse(UploadRefusal::TakenOver));
    }
    parts::add(&tx, claim.blob, safe.parts).await?;
    let mut kept = file::Entity::update_many().col_expr(file::Column::ExpiresAt, Expr::value(Some(ends.0)));
    if let Some(media) = safe.media {
        kept = kept.col_expr(file::Column::Media, Expr::value(media.word()));
    }
    let kept = kept.filter(file::Column::Id.eq(claim.id)).filter(file::Column::State.eq(RECEIVING)).exec(&*tx).await?;
    if kept.rows_affected != 1 {
        tx.rollback().await?;
        return Err(refuse(UploadRefusal::Unknown));
    }
    let is_whole = u64::try_from(to) == Ok(claim.length);
    if is_whole {
        finish(cx, &tx, claim.id, key, safe.hash).await?;
    } else if parts::count(&tx, claim.blob).await? >= MOST_PARTS {
        tx.rollback().await?;
        return Err(refuse(UploadRefusal::TooManyParts));
    }
    tx.commit().await?;
    Ok(ends)
}

/// The last byte is safe: the receipt is made, and the scanner called.
pub(super) async fn finish(cx: &Cx, tx: &Tx, id: Uuid, key: &SubjectKey, hash: Sha256) -> Result<(), Fault> {
    let row = Entity::find_by_id(id).one(&**tx).await?.ok_or_else(|| Fault::new("an upload without a row"))?;
    let file = file::Entity::find_by_id(id).one(&**tx).await?.ok_or_else(|| Fault::new("an upload without a file"))?;
    let (size, sha256) = (u64::try_from(row.length)?, <[u8; 32]>::from(hash.finalize()));
    let receipt = key.seal(cx.app.random.as_ref(), RECEIPT, id, &receipt_of(size, &sha256))?;
    let count = parts::count(tx, Blob::from_id(file.blob)).await?;
    file::Entity::update_many()
        .col_expr(file::Column::Size, Expr::value(row.length))
        .col_expr(file::Column::Parts, Expr::value(Some(i64::try_from(count)?)))
        .col_expr(file::Column::ReceiptSealed, Expr::value(Some(receipt)))
        .col_expr(file::Column::ContentMac, Expr::value(Some(mac(key, size, &sha256))))
        .filter(file::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::DoneAt, Expr::value(Some(cx.now())))
        .col_expr(Column::HashSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    let target = links::target(tx, row.message).await?;
    cx.raise(tx, Finished { file: id, owner: row.owner, message: row.message, target }).await?;
    enqueue(cx, tx, NewJob::new(INSPECT, serde_json::json!({}))).await?;
    metrics::counter!("gatehouse_uploads_finished_total").increment(1);
    metrics::counter!("gatehouse_uploads_bytes_total").increment(size);
    Ok(())
}

/// What tells whether two uploads of one owner are the same, and tells it to nobody else. Made of the hash: the content is not read again.
#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn mac(key: &SubjectKey, size: u64, sha256: &[u8; 32]) -> Vec<u8> {
    let key = key.derive("files.uploaded", b"");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[..]).expect("HMAC takes a key of any length");
    mac.update(&receipt_of(size, sha256));
    mac.finalize().into_bytes().to_vec()
}
