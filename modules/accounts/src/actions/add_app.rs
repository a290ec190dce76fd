//! Connects an authenticator app (ACC-9). The first factor of an account turns two-step verification on: it brings recovery codes, ends all
//! other sessions and forgets all other browsers, which were let in by the password alone.

use super::factors::app::Offer;
use super::factors::{Added, added, has_room, held_by_owner};
use crate::model::{FormError, factor, profile};
use crate::queries::{contacts, factors};
use crate::refusals::FactorRefusal;
use crate::rights::own_account;
use crate::{events, mails, texts};
use gatehouse_context::Cx;
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::{Budget, Limit};
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds; for one account 20 at once, then one each minute.
const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "accounts.add_app", burst: 20, seconds_each: 10 },
    Limit { action: "accounts.add_own_app", burst: 20, seconds_each: 60 },
);

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AddApp {
    /// The sealed offer.
    pub offer: Secret<String>,
    /// What the owner calls it; may be empty.
    pub name: String,
    /// A code that the app shows.
    pub code: String,
}

/// Connects it. `session`: the one that asks, which stays.
pub async fn add_app(cx: &Cx, session: Uuid, input: &AddApp) -> Outcome<Added, FactorRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let offer = Offer::open(cx, id, session, &input.offer).ok_or(FactorRefusal::OfferOver).or_refuse()?;
    let name = profile::line(&input.name, "name", factor::LONGEST_NAME).map_err(Invalid::one).or_refuse()?;
    if input.code.trim().is_empty() {
        return Err(refuse(Invalid::one(FormError::CodeMissing).into()));
    }
    let step = offer.step_of(cx, &input.code).ok_or(Invalid::one(FormError::CodeWrong)).or_refuse()?;
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await?;
    let before = factors::rows(&*tx, id).await?;
    if before.iter().any(|row| row.id == offer.id) {
        return Err(refuse(FactorRefusal::Already));
    }
    has_room(&before).or_refuse()?;
    let to = contacts::recipient(cx, &tx, &row).await?;
    let name = name.unwrap_or_else(|| texts(cx.lang).msg_factor_app());
    offer.store(cx, &tx, id, &name, step).await?;
    let added = added(cx, &tx, session, id, before.is_empty()).await?;
    mails::factor_added::queue(cx, &tx, &to, &name, added.undo.as_ref()).await?;
    cx.audit(&tx, events::FACTOR_ADDED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(added)
}
