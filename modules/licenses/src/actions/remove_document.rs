//! A clerk removes a closing document that was uploaded by mistake (LIC-26): with the commit nobody gets it any more.

use crate::events;
use crate::queries::documents::stored;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::document::Entity;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::entity::prelude::*;

/// Why it stays.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum DocumentRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such document of that order.
    #[refusal(404, "document.unknown", refusal_document_unknown)]
    Unknown,
}

/// Removes it.
pub async fn remove_document(cx: &Cx, order: Uuid, id: Uuid) -> Outcome<(), DocumentRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(row) = stored(&*tx, order, id).await? else { return Err(refuse(DocumentRefusal::Unknown)) };
    Entity::delete_by_id(id).exec(&*tx).await?;
    gatehouse_files::remove(cx, &tx, row.file_id).await?;
    cx.audit(&tx, events::DOCUMENT_REMOVED.about(order)).await?;
    tx.commit().await?;
    Ok(())
}
