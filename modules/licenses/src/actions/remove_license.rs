//! Removing a license from an account (LIC-7): a ticked "I agree" and a button; afterwards a new owner can add the code.
//!
//! Removing changes who sees the license, not who uses it: devices keep their seats until they are deactivated, on the
//! device or by the next owner (LIC-13). When nobody has the license any more, the names of its devices are erased, so the
//! next owner reads nothing of the last one's.

use crate::actions::connection::connection_changed;
use crate::actions::detach::detach;
use crate::actions::verify;
use crate::events;
use crate::model::holder::Holder;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};

/// What is removed.
#[derive(Clone, Copy, Debug)]
pub struct RemoveLicense {
    /// The license.
    pub license: Uuid,
    /// "I agree" was ticked.
    pub agreed: bool,
}

/// Why it was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum RemoveLicenseRefusal {
    /// It is not in this account.
    #[refusal(404, "license.not_found", customer_not_here)]
    NotHere,
    /// "I agree" was not ticked.
    #[refusal(422, "license.removal_not_agreed", customer_remove_not_agreed, field = "confirm")]
    NotAgreed,
}

/// Removes the license from the acting account.
pub async fn remove_license(cx: &Cx, input: RemoveLicense) -> Outcome<(), RemoveLicenseRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(RemoveLicenseRefusal::NotHere)) };
    if !input.agreed {
        return Err(refuse(RemoveLicenseRefusal::NotAgreed));
    }
    let tx = cx.begin().await?;
    if !detach(&tx, input.license, Holder::Account(account)).await? {
        return Err(refuse(RemoveLicenseRefusal::NotHere));
    }
    verify::forget(&tx, Holder::Account(account), Some(input.license)).await?;
    connection_changed(cx, &tx, &[input.license]).await?;
    cx.audit(&tx, events::REMOVED.about(input.license).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
