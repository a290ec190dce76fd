//! Proves again that it is the owner, before sensitive changes (ACC-10): the password once more opens them for 10 minutes
//! and gives the session a new token.

use super::steps;
use crate::actions::limits::CUSTOMERS;
use crate::actions::passwords;
use crate::events;
use crate::model::FormError;
use crate::queries::contacts;
use crate::refusals::{NotTheOwner, Slowed};
use crate::rights::own_account;
use crate::tables::account;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_guard::{Asker, attempts};
use sea_orm::entity::prelude::*;

/// The password, and where it was typed.
pub struct StepUp {
    /// The session.
    pub session: Uuid,
    /// The current password.
    pub current: Secret<String>,
    /// The browser's device cookie.
    pub device: Option<String>,
}

/// Why nothing was opened.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum StepUpRefusal {
    /// The password proves nothing.
    Proof(ProofRefusal),
    /// Nobody is signed in, or the session ended.
    NotTheOwner(NotTheOwner),
}

/// Opens sensitive changes; returns the session's new token.
pub async fn step_up(cx: &Cx, input: StepUp) -> Outcome<Secret<String>, StepUpRefusal> {
    let id = own_account(cx).or_refuse()?;
    prove(cx, id, &input.current, input.device.as_deref()).await.map_err(|stop| stop.map(StepUpRefusal::from))?;
    let tx = cx.begin().await?;
    let session = steps::renew_session(cx, &tx, input.session, id).await?.ok_or(NotTheOwner).or_refuse()?;
    cx.audit(&tx, events::PROVED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(session)
}

/// Why the password did not prove anything.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ProofRefusal {
    /// No password, or not the right one.
    Invalid(Invalid<FormError>),
    /// Too many wrong passwords.
    Slowed(Slowed),
}

/// Checks the current password of a signed-in person, counted apart from what strangers try at sign-in; returns the hash that
/// it was checked against, for the transaction that follows.
pub(crate) async fn prove(
    cx: &Cx,
    account: Uuid,
    current: &Secret<String>,
    device: Option<&str>,
) -> Outcome<account::Model, ProofRefusal> {
    if current.expose().is_empty() {
        return Err(refuse(Invalid::one(FormError::CurrentMissing).into()));
    }
    let row = account::Entity::find_by_id(account).one(cx.read()).await?;
    let row = row.ok_or(Invalid::one(FormError::CurrentWrong)).or_refuse()?;
    let device = steps::known_device(cx, account, device).await?;
    let browser = device.as_ref().map(|device| device.device_hash.as_slice());
    let keys = subject::keys(cx, cx.read(), &[account]).await?;
    let address = contacts::lookups_of_row(cx, keys.get(&account), &row);
    let entered = attempts::admit(cx, CUSTOMERS.signed_in(cx, &address, browser)).await?;
    let entered = entered.map_err(Slowed::from).or_refuse()?;
    let stored = passwords::of_account(cx, cx.read(), Some(&row)).await?;
    if steps::verify(cx, &Asker::of(cx), current, stored).await?.matches {
        return Ok(row);
    }
    let tx = cx.begin().await?;
    entered.failed(cx, &tx).await?;
    cx.audit(&tx, events::PROOF_FAILED.about(account).of_account(account)).await?;
    tx.commit().await?;
    Err(refuse(Invalid::one(FormError::CurrentWrong).into()))
}
