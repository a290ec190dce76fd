//! The current password of a signed-in person as the proof for a change of a module above (COM-8): checked before its transaction, and held
//! in it, so that a password that was changed meanwhile proves nothing.

use super::delete_account::delete_own;
use super::step_up::prove;
use super::{limits, locked};
use crate::queries::contacts;
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;

/// The password was right.
pub struct ProvenPassword(account::Model);

/// The account's row, held with the password that was proven.
pub struct HeldAccount {
    id: Uuid,
}

/// Checks the password of the actor; wrong ones are counted. `device`: the browser's device cookie.
pub async fn prove_password(
    cx: &Cx,
    current: &Secret<String>,
    device: Option<&str>,
) -> Outcome<ProvenPassword, AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    Ok(ProvenPassword(prove(cx, id, current, device).await?))
}

/// Whether the account has a password: one that a service made has none (ACC-8).
pub async fn has_password<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<bool, Fault> {
    let row = account::Entity::find_by_id(account).one(conn).await?;
    Ok(row.is_some_and(|row| row.password_sealed.is_some()))
}

impl ProvenPassword {
    /// Holds the account until the transaction ends; before anything else there is locked. `is_deleted`: the account goes in it, and what was
    /// counted of its address.
    pub async fn hold(&self, cx: &Cx, tx: &Tx, is_deleted: bool) -> Outcome<HeldAccount, AccountRefusal> {
        let id = self.0.id;
        if is_deleted && let Some(contact) = contacts::contact(cx, &**tx, id).await? {
            // Counters before the account's row, as everywhere.
            limits::forget_address(cx, tx, &contacts::lookups(cx, &contact.to.email)).await?;
        }
        let row = locked(tx, id).await?.filter(|row| row.password_sealed == self.0.password_sealed);
        if row.is_none() {
            return Err(refuse(NotTheOwner.into()));
        }
        Ok(HeldAccount { id })
    }
}

impl HeldAccount {
    /// Deletes the account with everything that is its own (ACC-17), and mails its owner that.
    pub async fn delete(self, cx: &Cx, tx: &Tx) -> Outcome<(), AccountRefusal> {
        delete_own(cx, tx, self.id).await
    }
}
