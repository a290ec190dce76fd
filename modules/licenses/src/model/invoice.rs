//! Where the invoice or receipt of an order is, under seal: such a link often opens without a password (ACC-19).

use crate::tables::purchase;
use gatehouse_core::{Fault, Random, Uuid};
use gatehouse_seal::SubjectKey;

const PLACE: &str = "purchase.invoice_sealed";

/// Seals it; an empty one is none.
pub(crate) fn seal(random: &dyn Random, key: &SubjectKey, order: Uuid, url: &str) -> Result<Option<Vec<u8>>, Fault> {
    if url.is_empty() { Ok(None) } else { key.seal(random, PLACE, order, url.as_bytes()).map(Some) }
}

/// The link; `None` where the shop told none.
pub(crate) fn of_order(key: &SubjectKey, order: &purchase::Model) -> Result<Option<String>, Fault> {
    order.invoice_sealed.as_ref().map(|sealed| key.open_text(PLACE, order.id, sealed)).transpose()
}
