//! A status list is signed and stored (LIC-20). Products read what is stored; no request makes one.

use super::KeyFiles;
use super::places::decoys;
use crate::model::revocation::{NEXT_UPDATE, REMADE_EVERY};
use crate::queries::status_lists;
use crate::tables::status_list::{Column, Entity, Model};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_formats::StatusList;
use sea_orm::entity::prelude::*;
use sha2::{Digest, Sha256};

/// For how long nobody needs to ask for a newer list, in seconds.
const TTL: u32 = 3_600;

/// Makes the list if anything in it changed, or if the last one is a day old or from the future. Answers whether there is a new one. Its
/// number rises, whatever a clock said.
pub async fn publish_status_list(cx: &Cx, id: Uuid) -> Result<bool, Fault> {
    let now = cx.now();
    // Read and signed before the transaction. What changes meanwhile is later than `now`, so the next look finds it.
    let Some(before) = status_lists::one(cx.read(), id).await? else { return Ok(false) };
    let files = status_lists::statuses(cx, id).await?;
    let decoys = decoys(cx, cx.read(), &before).await?;
    let keys = cx.service::<KeyFiles>()?.keys().in_use()?;
    let list = before.clone();
    // A million places take a second: not on a thread that answers requests.
    let made = tokio::task::spawn_blocking(move || -> Result<Option<(Vec<u8>, String)>, Fault> {
        let statuses = decoys.fill(u32::try_from(list.places)?, &files, now.seconds())?;
        let digest = Sha256::digest(statuses.as_bytes()).to_vec();
        let is_young = list.seq > 0 && list.made_at.was_within(now, REMADE_EVERY);
        if is_young && list.digest.as_ref() == Some(&digest) {
            return Ok(None);
        }
        let signed = StatusList {
            iss: list.issuer.clone(),
            aud: list.product_code.clone(),
            sub: list.uri(),
            iat: now.seconds(),
            exp: now.plus(NEXT_UPDATE).seconds(),
            ttl: TTL,
            seq: list.seq + 1,
            statuses,
        };
        Ok(Some((digest, signed.sign(&keys.current)?)))
    });
    let made = made.await.map_err(|error| Fault::new(error.to_string()))??;
    store(cx, &before, made, now).await
}

/// Stores the list in the place of the one before. `false`: it stands, or another node made one at the same moment.
async fn store(cx: &Cx, before: &Model, made: Option<(Vec<u8>, String)>, now: Moment) -> Result<bool, Fault> {
    let is_new = made.is_some();
    let tx = cx.begin().await?;
    let mut update = Entity::update_many()
        .col_expr(Column::LookedAt, Expr::value(now))
        .filter(Column::Id.eq(before.id))
        .filter(Column::Seq.eq(before.seq));
    if let Some((digest, list)) = made {
        update = update
            .col_expr(Column::Seq, Expr::value(before.seq + 1))
            .col_expr(Column::Digest, Expr::value(digest))
            .col_expr(Column::List, Expr::value(list))
            .col_expr(Column::MadeAt, Expr::value(now));
    }
    let written = update.exec(&*tx).await?.rows_affected;
    tx.commit().await?;
    Ok(is_new && written > 0)
}
