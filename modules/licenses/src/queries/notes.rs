//! What clerks wrote about orders and to the holders of licenses ([`note`]).

use crate::model::note;
use crate::tables::{license, purchase};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Personal, Uuid};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// The notes of these orders (one page of them), by order. Those without one are missing, and those whose key is gone.
pub(crate) async fn of_orders(cx: &Cx, orders: &[purchase::Model]) -> Result<HashMap<Uuid, Personal<String>>, Fault> {
    let noted: Vec<Uuid> = orders.iter().filter(|order| order.note_sealed.is_some()).map(|order| order.id).collect();
    let keys = subject::keys(cx, cx.read(), &noted).await?;
    let of = |order: &purchase::Model| Some((order.id, note::of_order(keys.get(&order.id)?, order)?));
    Ok(orders.iter().filter_map(of).collect())
}

/// The words to the holder of a blocked license, where the order's key is not at hand.
pub(crate) async fn of_block<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Option<Personal<String>>, Fault> {
    if license.block_note_sealed.is_none() {
        return Ok(None);
    }
    let key = subject::keys(cx, conn, &[license.purchase_id]).await?.remove(&license.purchase_id);
    Ok(note::of_block(key.as_ref(), license))
}
