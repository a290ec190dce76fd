//! A file of which nobody knows the length before its end.

use super::{UploadRefusal, Writer, claim, commit, discard, hash};
use crate::links;
use crate::purpose::Purpose;
use crate::tables::upload::{Column, Entity};
use axum::body::Bytes;
use futures::Stream;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Stop, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::fmt;

/// Takes the whole of an upload that was begun with the most bytes that it may have: from a form without script, or a program that sends a stream.
/// What does not come to its end is discarded.
pub async fn take_whole<E: fmt::Display>(
    cx: &Cx,
    purpose: &Purpose,
    id: Uuid,
    content: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Outcome<(), UploadRefusal> {
    let taken = taken(cx, purpose, id, content).await;
    if matches!(taken, Err(Stop::Refused(_))) {
        let tx = cx.begin().await?;
        discard(cx, &tx, id).await?;
        tx.commit().await?;
    }
    taken
}

async fn taken<E: fmt::Display>(
    cx: &Cx,
    purpose: &Purpose,
    id: Uuid,
    content: impl Stream<Item = Result<Bytes, E>> + Send,
) -> Outcome<(), UploadRefusal> {
    let claimed = claim(cx, id, 0).await?;
    let epoch = claimed.epoch;
    let written = Writer::new(cx, purpose, claimed, None).take(content).await?;
    if written.received == written.length {
        return Ok(());
    }
    let tx = cx.begin().await?;
    let row = Entity::find_by_id(id).filter(Column::Epoch.eq(epoch)).lock_exclusive().one(&*tx).await?;
    let Some(row) = row.filter(|row| u64::try_from(row.received) == Ok(written.received)) else {
        return Err(refuse(UploadRefusal::TakenOver));
    };
    let key = subject::locked_key(cx, &tx, row.owner).await?;
    let key = key.ok_or_else(|| Fault::new("the owner of an upload was erased while it came"))?;
    let sum = hash::open(&key, id, row.hash_sealed.as_deref())?;
    let shorter = Entity::update_many().col_expr(Column::Length, Expr::value(row.received)).filter(Column::Id.eq(id));
    shorter.exec(&*tx).await?;
    links::shorten(&tx, row.message, row.length - row.received).await?;
    commit::finish(cx, &tx, id, &key, sum).await?;
    tx.commit().await?;
    Ok(())
}
