//! What clerks write about an order or to the holder of a license, under seal (PRI-13): such words name people. Each under
//! the order's key and bound to its row, so that a dump shows none. They go with the buyer ([`crate::people::forget_buyer`]).

use crate::tables::{license, purchase};
use gatehouse_core::{Fault, Personal, Random, Uuid};
use gatehouse_db::old_columns::{self, Empty, OldColumn};
use gatehouse_db::{App, Cx, SubjectKey, subject};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use std::sync::Arc;

/// The columns that held them as plain text before.
pub const OLD: [OldColumn; 2] = [
    OldColumn { table: "purchase", old: "note", empty: Empty::Text, sealed: "note_sealed", subject: Some("id") },
    OldColumn {
        table: "license",
        old: "block_note",
        empty: Empty::Null,
        sealed: "block_note_sealed",
        subject: Some("purchase_id"),
    },
];
/// The name of that move.
pub const SEALED: &str = "licenses.notes";

const ORDER: &str = "purchase.note_sealed";
const BLOCK: &str = "license.block_note_sealed";

/// Seals the plain notes of a database of an earlier version.
pub(crate) async fn seal_old(app: &Arc<App>) -> Result<(), Fault> {
    old_columns::seal(app, SEALED, &OLD).await.map(drop)
}

/// Seals the note of an order; an empty one is none.
pub(crate) fn seal_of_order(
    random: &dyn Random,
    key: &SubjectKey,
    order: Uuid,
    note: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    if note.is_empty() { Ok(None) } else { key.seal(random, ORDER, order, note.as_bytes()).map(Some) }
}

/// Seals the words to the holder of a blocked license of this order; empty ones are none.
pub(crate) async fn seal_of_block<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
    note: &str,
) -> Result<Option<Vec<u8>>, Fault> {
    if note.is_empty() {
        return Ok(None);
    }
    let key = subject::key(cx, conn, license.purchase_id).await?;
    key.seal(cx.app.random.as_ref(), BLOCK, license.id, note.as_bytes()).map(Some)
}

/// The notes of these orders (one page of them), by order. Those without one are missing, and those whose key is gone.
pub(crate) async fn of_orders(cx: &Cx, orders: &[purchase::Model]) -> Result<HashMap<Uuid, Personal<String>>, Fault> {
    let noted: Vec<Uuid> = orders.iter().filter(|order| order.note_sealed.is_some()).map(|order| order.id).collect();
    let keys = subject::keys(cx, cx.read(), &noted).await?;
    let mut found = HashMap::with_capacity(noted.len());
    for order in orders {
        if let (Some(sealed), Some(key)) = (&order.note_sealed, keys.get(&order.id)) {
            found.extend(readable(key.open_text(ORDER, order.id, sealed), order.id).map(|note| (order.id, note)));
        }
    }
    Ok(found)
}

/// The words to the holder of a blocked license; `None` when there are none, or the order's key is gone.
pub(crate) fn of_block(key: Option<&SubjectKey>, license: &license::Model) -> Option<Personal<String>> {
    readable(key?.open_text(BLOCK, license.id, license.block_note_sealed.as_ref()?), license.id)
}

/// A note that was changed in the database keeps no page from being shown.
fn readable(opened: Result<String, Fault>, row: Uuid) -> Option<Personal<String>> {
    opened
        .inspect_err(|fault| tracing::error!(%row, %fault, "a note does not open, and is left out"))
        .ok()
        .map(Personal)
}

/// The same, where the order's key is not at hand.
pub(crate) async fn read_of_block<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    license: &license::Model,
) -> Result<Option<Personal<String>>, Fault> {
    if license.block_note_sealed.is_none() {
        return Ok(None);
    }
    let key = subject::keys(cx, conn, &[license.purchase_id]).await?.remove(&license.purchase_id);
    Ok(of_block(key.as_ref(), license))
}
