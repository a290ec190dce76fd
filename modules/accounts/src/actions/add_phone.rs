//! Adds a phone by the code that was sent to it (ACC-9). Like the first app, the first one of an account turns two-step verification on,
//! and recovery codes come with it: something stronger stands beside every phone (ASVS 6.6.1).

use super::factors::{Added, added, held_by_owner, phone};
use super::offer_phone::{can_be_added, new_number};
use super::text_codes;
use crate::model::text_code::Bound;
use crate::model::{FormError, factor, profile};
use crate::queries::{contacts, factors, phones};
use crate::refusals::{FactorRefusal, TextRefusal};
use crate::rights::own_account;
use crate::{events, mails, texts};
use gatehouse_context::Cx;
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::totp::{Typed, read};
use serde::Deserialize;

/// From one network: 20 at once, then one each 10 seconds; for one account 20 at once, then one each minute.
const BUDGET: Budget = Budget::of_bearer(
    Limit { action: "accounts.add_phone", burst: 20, seconds_each: 10 },
    Limit { action: "accounts.add_own_phone", burst: 20, seconds_each: 60 },
);

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AddPhone {
    /// Which code the page is about.
    pub of: String,
    /// What the owner calls it; may be empty.
    pub name: String,
    /// The code that came.
    pub code: String,
}

/// Adds it. `session`: the one that asks, which stays.
pub async fn add_phone(cx: &Cx, session: Uuid, input: &AddPhone) -> Outcome<Added, TextRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    BUDGET.check_subject(cx, &id.to_string())?.or_refuse()?;
    let name = profile::line(&input.name, "name", factor::LONGEST_NAME).map_err(Invalid::one).or_refuse()?;
    let code = match read(&input.code) {
        Typed::App(code) => code,
        _ if input.code.trim().is_empty() => return Err(refuse(Invalid::one(FormError::CodeMissing).into())),
        _ => return Err(refuse(Invalid::one(FormError::TextCodeWrong).into())),
    };
    let tx = cx.begin().await?;
    let row = held_by_owner(cx, &tx, session, id).await.map_err(|stop| stop.map(TextRefusal::from))?;
    let before = factors::rows(&*tx, id).await?;
    if before.iter().any(|row| row.id.to_string() == input.of) {
        return Err(refuse(FactorRefusal::Already.into()));
    }
    let waits = phones::waiting(cx, &*tx, id, Bound::Add(session)).await?;
    let waits = waits.ok_or(TextRefusal::CodeOver).or_refuse()?;
    let number = new_number(cx, id, &waits).await?.ok_or(TextRefusal::CodeOver).or_refuse()?;
    if !text_codes::is_of(cx, &waits, &code) {
        let is_over = text_codes::failed(&tx, &waits).await?;
        cx.audit(&tx, events::CODE_FAILED.about(id).of_account(id)).await?;
        tx.commit().await?;
        return Err(refuse(if is_over {
            TextRefusal::CodeOver
        } else {
            Invalid::one(FormError::TextCodeWrong).into()
        }));
    }
    can_be_added(cx, &tx, id, &number).await?;
    text_codes::end(&tx, waits.id).await?;
    let to = contacts::recipient(cx, &tx, &row).await?;
    let name = name.unwrap_or_else(|| texts(cx.lang).msg_phone_named(number.ending()));
    phone::store(cx, &tx, id, waits.id, &name, &number).await?;
    let added = added(cx, &tx, session, id, before.is_empty()).await.map_err(|stop| stop.map(TextRefusal::from))?;
    mails::phone_added::queue(cx, &tx, &to, &name, number.ending(), added.undo.as_ref()).await?;
    cx.audit(&tx, events::PHONE_ADDED.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(added)
}
