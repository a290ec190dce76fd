//! Hands out a closing document (LIC-26): to the buyer of the order, and to staff who see orders; of staff the log says so before the
//! first byte.

use super::remove_document::DocumentRefusal;
use crate::events;
use crate::model::document::DOCUMENT;
use crate::queries::documents::stored;
use crate::rights::{OrdersRead, may};
use crate::tables::purchase::{Column, Entity};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_files::{Clean, Files, StoredFile};
use sea_orm::entity::prelude::*;

/// For the buyer; nobody else finds it.
pub async fn download_own_document(cx: &Cx, order: Uuid, id: Uuid) -> Outcome<Clean<StoredFile>, DocumentRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(DocumentRefusal::Unknown)) };
    let own = Entity::find_by_id(order).filter(Column::BuyerAccount.eq(account)).one(cx.read()).await?;
    if own.is_none() {
        return Err(refuse(DocumentRefusal::Unknown));
    }
    Ok(file(cx, order, id).await?.ok_or(DocumentRefusal::Unknown).or_refuse()?)
}

/// For staff.
pub async fn download_document(cx: &Cx, order: Uuid, id: Uuid) -> Outcome<Clean<StoredFile>, DocumentRefusal> {
    may::<OrdersRead>(cx).or_refuse()?;
    let Some(file) = file(cx, order, id).await? else { return Err(refuse(DocumentRefusal::Unknown)) };
    let tx = cx.begin().await?;
    cx.audit(&tx, events::DOCUMENT_DOWNLOADED.about(order)).await?;
    tx.commit().await?;
    Ok(file)
}

async fn file(cx: &Cx, order: Uuid, id: Uuid) -> Result<Option<Clean<StoredFile>>, Fault> {
    match stored(cx.read(), order, id).await? {
        Some(row) => cx.service::<Files>()?.find(cx, &DOCUMENT, row.file_id).await,
        None => Ok(None),
    }
}
