//! Somebody of the company objects to a change of owner for which the owner did not ask (COM-3): by the link of the mail, until the change is
//! carried out. Staff are told, and look at the letter again.

use super::lock::lock;
use super::owner_change_steps::{opened, stop};
use crate::mails::owner_change::tell_staff;
use crate::queries::membership;
use crate::queries::owner_changes::open;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, refuse};

/// Why a link stops nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ObjectRefusal {
    /// It is too old, or none of ours.
    #[refusal(410, "company.objection_over", objection_over)]
    Over,
}

/// Whether a link can be read; what a look may ask.
#[must_use]
pub fn is_readable(cx: &Cx, token: &str) -> bool {
    opened(cx, token).is_some()
}

/// Stops the change that the link names; `false` where it was stopped or carried out before.
pub async fn object_owner_change(cx: &Cx, token: &str) -> Outcome<bool, ObjectRefusal> {
    let Some((id, account)) = opened(cx, token) else { return Err(refuse(ObjectRefusal::Over)) };
    let Some(change) = open(cx.read(), id).await? else { return Ok(false) };
    let tx = cx.begin().await?;
    let Some(held) = lock(cx, &tx, change.company_id).await? else { return Ok(false) };
    let Some(change) = open(&*tx, id).await? else { return Ok(false) };
    // Whoever has left since, or is blocked, has no word in it any more.
    let own = membership::of_account(cx, &*tx, account).await?.filter(|own| own.company().id == held.id());
    if own.is_none_or(|own| own.standing().blocked.is_some()) {
        return Err(refuse(ObjectRefusal::Over));
    }
    stop(cx, &tx, &held, &change, Some(account)).await?;
    tell_staff(cx, &tx, &held).await?;
    tx.commit().await?;
    Ok(true)
}
