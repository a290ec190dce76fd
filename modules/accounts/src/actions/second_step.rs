//! The second step of a sign-in (ACC-9): a code of an authenticator app or by text message, or a recovery code.
//!
//! Five wrong codes end the sign-in, twenty in a day pause the second step for a day. In a known browser codes are counted apart, so that who
//! has got hold of the password does not lock the owner out of it.

use super::factors::{BUDGET, check, tell_if_paused, use_up};
use super::known_browsers::{Met, as_now, trust};
use super::sign_in::{Here, SignedIn, open_session};
use super::{limits, locked, removals};
use crate::model::State;
use crate::model::text_code::Bound;
use crate::queries::browsers;
use crate::refusals::CodeRefusal;
use crate::sessions::half::{self, HALVES, Half};
use crate::tables::{account, half_sign_in, known_device};
use crate::{events, sessions};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, refuse};
use gatehouse_db::Tx;
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
    let passed = match check(cx, &tx, id, &input.code, Some(Bound::Half(held.id))).await? {
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
    let passing = Passing { factor: passed.word(), trusts: input.trust == "true" };
    let signed_in = finish(cx, &tx, &row, &held, known, here, passing).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// What was given as the second step.
#[derive(Clone, Copy)]
pub(super) struct Passing {
    /// The word of the factor.
    pub factor: &'static str,
    /// Whether this browser is asked for nothing for 30 days.
    pub trusts: bool,
}

/// Makes a session of a half sign-in whose second step was right.
pub(super) async fn finish(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    half: &half_sign_in::Model,
    known: Option<known_device::Model>,
    here: &Here,
    passing: Passing,
) -> Result<SignedIn, Fault> {
    // Whoever has a factor has lost nothing.
    removals::stop(cx, tx, row).await?;
    half::end(tx, half.id).await?;
    let here = Here { kept: half.kept, ..here.clone() };
    let met = as_now(tx, known.map_or(Met::New, Met::Before)).await?;
    let signed_in = open_session(cx, tx, row, met, &here, sessions::Proof::Factor, Some(passing.factor)).await?;
    if passing.trusts {
        trust(cx, tx, row, signed_in.browser).await?;
    }
    Ok(signed_in)
}
