//! Proves again that it is the owner, before sensitive changes (ACC-10): the password once more opens them for 10 minutes
//! and gives the session a new token.

use super::limits::CUSTOMERS;
use super::passwords;
use crate::model::FormError;
use crate::queries::{browsers, contacts};
use crate::refusals::{AccountRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::tables::account;
use crate::{events, sessions};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::{Asker, attempts};
use gatehouse_passwords::HashPool;
use sea_orm::entity::prelude::*;

/// Opens sensitive changes; returns the session's new token. `device`: the browser's device cookie.
pub async fn step_up(
    cx: &Cx,
    session: Uuid,
    current: &Secret<String>,
    device: Option<&str>,
) -> Outcome<Secret<String>, AccountRefusal> {
    let id = own_account(cx).or_refuse()?;
    prove(cx, id, current, device).await?;
    let tx = cx.begin().await?;
    let token = sessions::renew(cx, &tx, session, id).await?.ok_or(NotTheOwner).or_refuse()?;
    cx.audit(&tx, events::PROVED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Checks the current password of a signed-in person, counted apart from what strangers try at sign-in; returns the row that
/// it was checked against, for the transaction that follows.
pub(super) async fn prove(
    cx: &Cx,
    account: Uuid,
    current: &Secret<String>,
    device: Option<&str>,
) -> Outcome<account::Model, AccountRefusal> {
    if current.expose().is_empty() {
        return Err(refuse(Invalid::one(FormError::CurrentMissing).into()));
    }
    let row = account::Entity::find_by_id(account).one(cx.read()).await?;
    let row = row.ok_or(Invalid::one(FormError::CurrentWrong)).or_refuse()?;
    let device = browsers::known(cx, account, device).await?;
    let browser = device.as_ref().map(|device| device.device_hash.as_slice());
    let keys = subject::keys(cx, cx.read(), &[account]).await?;
    let address = contacts::lookups_of_row(cx, keys.get(&account), &row);
    let entered = attempts::admit(cx, CUSTOMERS.signed_in(cx, &address, browser)).await?;
    let entered = entered.map_err(|wait| AccountRefusal::Slowed(wait.after)).or_refuse()?;
    let stored = passwords::of_account(cx, Some(&row)).await?;
    if cx.service::<HashPool>()?.verify(&Asker::of(cx), current.clone(), stored).await?.matches {
        return Ok(row);
    }
    let tx = cx.begin().await?;
    entered.failed(cx, &tx).await?;
    cx.audit(&tx, events::PROOF_FAILED.about(account).of_account(account)).await?;
    tx.commit().await?;
    Err(refuse(Invalid::one(FormError::CurrentWrong).into()))
}
