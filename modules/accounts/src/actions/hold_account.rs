//! An account that a module above holds before it locks anything of its own: what was found of the account before its transaction counts for
//! nothing, and nobody deletes it meanwhile.

use super::locked;
use crate::queries::contacts::{self, Contact};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;

/// Holds it until the transaction ends; answers how its owner is reached now. `None`: it is gone.
pub async fn hold_account(cx: &Cx, tx: &Tx, account: Uuid) -> Result<Option<Contact>, Fault> {
    if locked(tx, account).await?.is_none() {
        return Ok(None);
    }
    contacts::contact(cx, &**tx, account).await
}
