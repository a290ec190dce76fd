//! Signs a customer in with a passkey, without address and password (ACC-6, ACC-9).
//!
//! The browser is asked the same for everybody, and the owner is found by the credential that answers. The authenticator must have verified the
//! person, so what signs in is something that they have and something that they know or are: no second step follows.

use super::factors::passkey::{WORD, prove};
use super::known_browsers::{Met, as_now};
use super::sign_in::{Here, SignedIn, open_session};
use super::{locked, removals};
use crate::events;
use crate::model::State;
use crate::model::factor::PASSKEYS;
use crate::queries::{browsers, passkeys};
use crate::refusals::PasskeyRefusal;
use crate::sessions::Proof;
use gatehouse_context::{Cx, audit_count};
use gatehouse_core::{Actor, OrRefuse as _, Outcome, refuse};
use gatehouse_guard::{Budget, Limit};
use gatehouse_signin::passkeys::{Answer, Given, Verify};

/// Tries from one network: 10 at once, then one each 10 seconds.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.passkey", burst: 10, seconds_each: 10 });

/// Opens a session. `browser`: what the cookie says that came with the question.
pub async fn passkey_sign_in(cx: &Cx, browser: &str, given: &Given, here: &Here) -> Outcome<SignedIn, PasskeyRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    if given.is_empty() {
        return Err(refuse(PasskeyRefusal::Missing));
    }
    let challenge = PASSKEYS.open_to_prove(cx, browser.as_bytes(), given);
    let challenge = challenge.filter(|_| !browser.is_empty()).ok_or(PasskeyRefusal::Over).or_refuse()?;
    let answer = Answer::read(given).ok_or(PasskeyRefusal::Wrong).or_refuse()?;
    let Some(found) = passkeys::of_credential(cx.read(), answer.hash()).await? else {
        let tx = cx.begin().await?;
        // Nobody's failures are counted: a stranger cannot fill the log.
        audit_count::count(cx, &tx, &events::SIGN_INS_UNKNOWN).await?;
        tx.commit().await?;
        return Err(refuse(PasskeyRefusal::Wrong));
    };
    let id = found.account_id;
    let cx = &cx.acting_as(Actor::Account { id });
    let known = browsers::known(cx, id, here.device.as_deref()).await?;
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let row =
        locked(&tx, id).await?.filter(|row| row.state == State::Active).ok_or(PasskeyRefusal::Wrong).or_refuse()?;
    if let Err(refusal) = prove(cx, &tx, &row, &challenge, &answer, Verify::Alone).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    // Whoever has a factor has lost nothing.
    removals::stop(cx, &tx, &row).await?;
    let met = as_now(&tx, known.map_or(Met::New, Met::Before)).await?;
    let signed_in = open_session(cx, &tx, &row, met, here, Proof::Factor, Some(WORD)).await?;
    tx.commit().await?;
    Ok(signed_in)
}
