//! The second step of a sign-in, and the proof before sensitive changes, by a passkey (ACC-9, ACC-10).
//!
//! Nobody guesses an answer, so none is counted: where wrong codes have paused the second step, a passkey opens still.

use super::factors::BUDGET;
use super::factors::passkey::{WORD, prove};
use super::second_step::{Passing, finish};
use super::sign_in::{Here, SignedIn};
use super::{locked, removals};
use crate::model::State;
use crate::model::factor::PASSKEYS;
use crate::queries::browsers;
use crate::refusals::{NotTheOwner, PasskeyRefusal};
use crate::rights::own_account;
use crate::sessions::half::{self, Half};
use crate::{events, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_signin::passkeys::{Answer, Challenge, Given, Verify};

/// Challenge and answer, if they are for this.
fn read(cx: &Cx, bound: Uuid, given: &Given) -> Result<(Challenge, Answer), PasskeyRefusal> {
    if given.is_empty() {
        return Err(PasskeyRefusal::Missing);
    }
    let challenge = PASSKEYS.open_to_prove(cx, bound.as_bytes(), given).ok_or(PasskeyRefusal::Over)?;
    Ok((challenge, Answer::read(given).ok_or(PasskeyRefusal::Wrong)?))
}

/// Finishes a sign-in. `trusts`: this browser is asked for nothing for 30 days.
pub async fn second_step_by_passkey(
    cx: &Cx,
    half: &Half,
    given: &Given,
    trusts: bool,
    here: &Here,
) -> Outcome<SignedIn, PasskeyRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let (challenge, answer) = read(cx, half.id, given).or_refuse()?;
    let id = half.account;
    let cx = &cx.acting_as(Actor::Account { id });
    let known = browsers::known(cx, id, here.device.as_deref()).await?;
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let row = locked(&tx, id).await?.filter(|row| row.state == State::Active);
    let row = row.ok_or(PasskeyRefusal::SignInOver).or_refuse()?;
    let held = half::hold(cx, &tx, half).await?.ok_or(PasskeyRefusal::SignInOver).or_refuse()?;
    if let Err(refusal) = prove(cx, &tx, &row, &challenge, &answer, Verify::Preferred).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    let signed_in = finish(cx, &tx, &row, &held, known, here, Passing { factor: WORD, trusts }).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Opens sensitive changes, those of factors too; returns the session's new token.
pub async fn step_up_by_passkey(cx: &Cx, session: Uuid, given: &Given) -> Outcome<Secret<String>, PasskeyRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let (challenge, answer) = read(cx, session, given).or_refuse()?;
    let tx = cx.begin().await?;
    if !PASSKEYS.use_up(cx, &tx, &challenge).await? {
        return Err(refuse(PasskeyRefusal::Over));
    }
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if let Err(refusal) = prove(cx, &tx, &row, &challenge, &answer, Verify::Preferred).await? {
        tx.commit().await?;
        return Err(refuse(refusal));
    }
    removals::stop(cx, &tx, &row).await?;
    let token = sessions::renew(cx, &tx, session, id, sessions::Proof::Factor).await?.ok_or(NotTheOwner).or_refuse()?;
    cx.audit(&tx, events::PROVED_BY_PASSKEY.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(token)
}
