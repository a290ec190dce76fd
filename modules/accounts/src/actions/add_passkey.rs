//! Adds a passkey or security key (ACC-9). Like the first app, the first one of an account turns two-step verification on.

use super::factors::{Added, added, has_room, held_by_owner, passkey};
use crate::model::factor::{self, PASSKEYS};
use crate::model::profile;
use crate::queries::{contacts, factors, passkeys};
use crate::refusals::{FactorRefusal, PasskeyRefusal};
use crate::rights::own_account;
use crate::{events, mails, texts};
use gatehouse_context::Cx;
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::passkeys::Given;
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds; for one account 20 at once, then one each minute.
const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "accounts.add_passkey", burst: 20, seconds_each: 10 },
    Limit { action: "accounts.add_own_passkey", burst: 20, seconds_each: 60 },
);

/// What was typed, and what the browser said.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AddPasskey {
    /// What the owner calls it; may be empty.
    pub name: String,
    /// The browser's answer.
    #[serde(flatten)]
    pub given: Given,
}

/// Adds it. `session`: the one that asks, which stays.
pub async fn add_passkey(cx: &Cx, session: Uuid, input: &AddPasskey) -> Outcome<Added, FactorRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let name = profile::line(&input.name, "name", factor::LONGEST_NAME).map_err(Invalid::one).or_refuse()?;
    let no = |refusal: PasskeyRefusal| refuse(FactorRefusal::from(refusal));
    if input.given.is_empty() {
        return Err(no(PasskeyRefusal::Missing));
    }
    let challenge = PASSKEYS.open_to_add(cx, session.as_bytes(), &input.given);
    let challenge = challenge.ok_or_else(|| no(PasskeyRefusal::Over))?;
    let made = PASSKEYS.added(cx, &challenge, &input.given)?.map_err(|error| no(error.into()))?;
    let tx = cx.begin().await?;
    let is_first_use = PASSKEYS.use_up(cx, &tx, &challenge).await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    // The second of two equal requests, or somebody's already.
    if !is_first_use || passkeys::of_credential(&*tx, made.hash()).await?.is_some() {
        return Err(refuse(FactorRefusal::Already));
    }
    let before = factors::rows(&*tx, id).await?;
    has_room(&before).or_refuse()?;
    let to = contacts::recipient(cx, &tx, &row).await?;
    let name = name.unwrap_or_else(|| texts(cx.lang).msg_passkey());
    passkey::store(cx, &tx, id, &name, &made).await?;
    let added = added(cx, &tx, session, id, before.is_empty()).await?;
    mails::passkey_added::queue(cx, &tx, &to, &name, added.undo.as_ref()).await?;
    cx.audit(&tx, events::PASSKEY_ADDED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(added)
}
