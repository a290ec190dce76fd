//! The company that an order was sold to, under seal: a seller may have written a person's name (LIC-23).

use crate::tables::purchase;
use gatehouse_core::{Fault, Random, Uuid};
use gatehouse_seal::SubjectKey;

const PLACE: &str = "purchase.licensee_sealed";

/// Seals it; an empty one is none.
pub(crate) fn seal(random: &dyn Random, key: &SubjectKey, order: Uuid, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    if name.is_empty() { Ok(None) } else { key.seal(random, PLACE, order, name.as_bytes()).map(Some) }
}

/// The name; `None` where the seller told none.
pub(crate) fn of_order(key: &SubjectKey, order: &purchase::Model) -> Result<Option<String>, Fault> {
    order.licensee_sealed.as_ref().map(|sealed| key.open_text(PLACE, order.id, sealed)).transpose()
}
