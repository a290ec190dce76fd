//! A new password by the answer to a secret question and a code by text message (ACC-13): the password that waits comes into force at once,
//! and signs in. The phone is a factor of the account and was given just now, so no second step follows.

use super::factors::{BUDGET, phone, tell_if_paused, use_up};
use super::known_browsers::Met;
use super::set_password::PasswordSet;
use super::sign_in::{Entered, Here, open_session};
use super::{limits, locked, removals, waiting_passwords};
use crate::events;
use crate::model::text_code::Bound;
use crate::model::{State, question_text};
use crate::queries::logins;
use crate::refusals::CodeRefusal;
use crate::sessions::Proof;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, refuse};
use gatehouse_guard::counters;
use gatehouse_signin::totp::{Typed, read};

/// Sets it. `of`: what the page after the answer carries.
pub async fn recover_by_text(cx: &Cx, of: &str, typed: &str, here: &Here) -> Outcome<PasswordSet, CodeRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let named = question_text::open(cx, of).ok_or(CodeRefusal::Over).or_refuse()?;
    let code = match read(typed) {
        Typed::App(code) => code,
        _ if typed.trim().is_empty() => return Err(refuse(CodeRefusal::Missing)),
        _ => return Err(refuse(CodeRefusal::TextWrong)),
    };
    let id = named.account;
    let cx = &cx.acting_as(Actor::Account { id });
    let counter = limits::codes(cx, id, None);
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let count = counters::take(cx, &tx, &counter).await?.map_err(CodeRefusal::Paused).or_refuse()?;
    let row = locked(&tx, id).await?.filter(|row| row.state == State::Active).ok_or(CodeRefusal::Over).or_refuse()?;
    let waits = logins::waiting(&*tx, id).await?.filter(|waits| waits.id == named.waiting);
    let waits = waits.ok_or(CodeRefusal::Over).or_refuse()?;
    let judged = phone::check(cx, &tx, id, Bound::Waiting(waits.id), &code).await?;
    let passed = match judged.unwrap_or(Err(CodeRefusal::TextOver)) {
        Ok(passed) => passed,
        Err(refusal) => {
            cx.audit(&tx, events::CODE_FAILED.about(id).of_account(id)).await?;
            let paused = tell_if_paused(cx, &tx, &row, count).await?;
            tx.commit().await?;
            return Err(refuse(paused.unwrap_or(refusal)));
        }
    };
    counters::give_back(&tx, &counter).await?;
    use_up(cx, &tx, &row, passed).await?;
    removals::stop(cx, &tx, &row).await?;
    waiting_passwords::carry_out(cx, &tx, &waits).await?;
    let row = locked(&tx, id).await?.ok_or_else(|| Fault::new("an account vanished while it was held"))?;
    let set = if here.account.is_some_and(|account| account != id) {
        PasswordSet::SomebodyElse
    } else {
        let signed_in = open_session(cx, &tx, &row, Met::New, here, Proof::Factor, Some(passed.word())).await?;
        PasswordSet::Entered(Entered::SignedIn(signed_in), Vec::new())
    };
    tx.commit().await?;
    Ok(set)
}
