//! The closing documents of orders (LIC-26).

use crate::model::document::{DocumentKind, open_number};
use crate::rights::{OrdersRead, OrdersWrite};
use crate::tables::document::{Column, Entity, Model};
use crate::tables::purchase;
use gatehouse_context::{Cx, May, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// One document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: DocumentKind,
    /// Its number in the books of the seller.
    pub number: String,
    /// The day that stands on it.
    pub dated_at: Moment,
    /// The tag of its language.
    pub lang: String,
    /// Bytes.
    pub size: i64,
    /// When it was uploaded.
    pub created_at: Moment,
}

/// Those of an order, the newest first; none where the order's key is gone. Who asks has been let to see the order.
pub(crate) async fn of_order(cx: &Cx, order: Uuid) -> Result<Vec<Document>, Fault> {
    let found = Entity::find().filter(Column::PurchaseId.eq(order)).order_by_desc(Column::Id).all(cx.read()).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = subject::keys(cx, cx.read(), &[order]).await?;
    let Some(key) = keys.get(&order) else { return Ok(Vec::new()) };
    let told = |row: Model| {
        let number = open_number(key, row.id, &row.number_sealed)?;
        let Model { id, kind, dated_at, lang, size, created_at, .. } = row;
        Ok(Document { id, kind, number, dated_at, lang, size, created_at })
    };
    found.into_iter().map(told).collect()
}

/// The same, for programs and staff; `None` where there is no such order.
pub async fn documents(cx: &May<OrdersRead>, order: Uuid) -> Result<Option<Vec<Document>>, Fault> {
    if purchase::Entity::find_by_id(order).one(cx.read()).await?.is_none() {
        return Ok(None);
    }
    of_order(cx, order).await.map(Some)
}

/// One that was just added, for who may add them.
pub async fn added(cx: &May<OrdersWrite>, id: Uuid) -> Result<Option<Document>, Fault> {
    match Entity::find_by_id(id).one(cx.read()).await? {
        Some(row) => Ok(of_order(cx, row.purchase_id).await?.into_iter().find(|document| document.id == id)),
        None => Ok(None),
    }
}

/// The row of a document of this order.
pub(crate) async fn stored<C: ConnectionTrait>(conn: &C, order: Uuid, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).filter(Column::PurchaseId.eq(order)).one(conn).await?)
}
