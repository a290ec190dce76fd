//! The second step of a sign-in (ACC-9): a code of an authenticator app, or a recovery code.
//!
//! Five wrong codes end the sign-in, twenty in a day pause the second step for a day. In a known browser codes are counted apart, so that who
//! has got hold of the password does not lock the owner out of it.

use super::factors::{BUDGET, check, tell_if_paused, use_up};
use super::known_browsers::{Met, trust};
use super::sign_in::{Here, SignedIn, open_session};
use super::{limits, locked, removals};
use crate::model::State;
use crate::queries::browsers;
use crate::refusals::CodeRefusal;
use crate::sessions::half::{self, HALVES, Half};
use crate::{events, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, OrRefuse as _, Outcome, refuse};
use gatehouse_guard::counters;
use serde::Deserialize;

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SecondStep {
    /// The code.
    pub code: String,
    /// `true`: this browser is asked for no code for 30 days.
    pub trust: String,
}

/// Finishes a sign-in.
pub async fn second_step(cx: &Cx, half: &Half, input: &SecondStep, here: &Here) -> Outcome<SignedIn, CodeRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    if input.code.trim().is_empty() {
        return Err(refuse(CodeRefusal::Missing));
    }
    let id = half.account;
    let cx = &cx.acting_as(Actor::Account { id });
    let known = browsers::known(cx, id, here.device.as_deref()).await?;
    let counter = limits::codes(cx, id, known.as_ref().map(|row| row.device_hash.as_slice()));
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let count = counters::take(cx, &tx, &counter).await?.map_err(CodeRefusal::Paused).or_refuse()?;
    let row = locked(&tx, id).await?.filter(|row| row.state == State::Active).ok_or(CodeRefusal::Over).or_refuse()?;
    let held = half::hold(cx, &tx, half).await?.ok_or(CodeRefusal::Over).or_refuse()?;
    let passed = match check(cx, &tx, id, &input.code).await? {
        Ok(passed) => passed,
        Err(refusal) => {
            cx.audit(&tx, events::CODE_FAILED.about(id).of_account(id)).await?;
            let paused = tell_if_paused(cx, &tx, &row, count).await?;
            let has_ended = HALVES.proof_failed(cx, &tx, held.id).await?;
            tx.commit().await?;
            return Err(refuse(paused.unwrap_or(if has_ended { CodeRefusal::TooMany } else { refusal })));
        }
    };
    counters::give_back(&tx, &counter).await?;
    use_up(cx, &tx, &row, passed).await?;
    // Whoever has a factor has lost nothing.
    removals::stop(cx, &tx, &row).await?;
    half::end(&tx, held.id).await?;
    let here = Here { kept: held.kept, ..here.clone() };
    let met = known.map_or(Met::New, Met::Before);
    let signed_in = open_session(cx, &tx, &row, met, &here, sessions::Proof::Factor, Some(passed.word())).await?;
    if input.trust == "true" {
        trust(cx, &tx, &row, signed_in.browser).await?;
    }
    tx.commit().await?;
    Ok(signed_in)
}
