//! Proves again that it is the owner, before sensitive changes (ACC-10): the password once more, or a code, opens them for 10 minutes and
//! gives the session a new token. Only a code opens changes of factors (ACC-9).

use super::factors::{BUDGET, check, tell_if_paused, use_up};
use super::limits::{self, CUSTOMERS};
use super::{locked, passwords, removals};
use crate::model::FormError;
use crate::model::text_code::Bound;
use crate::queries::{browsers, contacts};
use crate::refusals::{AccountRefusal, CodeRefusal, NotTheOwner, StepUpRefusal};
use crate::rights::own_account;
use crate::tables::account;
use crate::{events, sessions};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Secret, Uuid, refuse};
use gatehouse_guard::{Asker, attempts, counters};
use gatehouse_passwords::HashPool;
use sea_orm::entity::prelude::*;

/// What is given as proof.
pub enum Given {
    /// The password.
    Password(Secret<String>),
    /// A code of an authenticator app or by text message, or a recovery code.
    Code(String),
}

/// Opens sensitive changes; returns the session's new token. `device`: the browser's device cookie.
pub async fn step_up(
    cx: &Cx,
    session: Uuid,
    given: &Given,
    device: Option<&str>,
) -> Outcome<Secret<String>, StepUpRefusal> {
    let id = own_account(cx).or_refuse()?;
    match given {
        Given::Password(current) => {
            prove(cx, id, current, device).await.map_err(|stop| stop.map(StepUpRefusal::from))?;
            let tx = cx.begin().await?;
            let token = sessions::renew(cx, &tx, session, id, sessions::Proof::Password).await?;
            let token = token.ok_or(NotTheOwner).or_refuse()?;
            cx.audit(&tx, events::PROVED.about(id).of_account(id)).await?;
            tx.commit().await?;
            Ok(token)
        }
        Given::Code(typed) => by_code(cx, session, id, typed, device).await,
    }
}

async fn by_code(
    cx: &Cx,
    session: Uuid,
    id: Uuid,
    typed: &str,
    device: Option<&str>,
) -> Outcome<Secret<String>, StepUpRefusal> {
    if typed.trim().is_empty() {
        return Err(refuse(CodeRefusal::Missing.into()));
    }
    let stop = |refusal: CodeRefusal| refuse(StepUpRefusal::from(refusal));
    BUDGET.check(cx)?.map_err(|often| stop(often.into()))?;
    let known = browsers::known(cx, id, device).await?;
    let counter = limits::codes(cx, id, known.as_ref().map(|row| row.device_hash.as_slice()));
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let count = counters::take(cx, &tx, &counter).await?.map_err(|seconds| stop(CodeRefusal::Paused(seconds)))?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    match check(cx, &tx, id, typed, Some(Bound::StepUp(session))).await? {
        Ok(passed) => use_up(cx, &tx, &row, passed).await?,
        Err(refusal) => {
            cx.audit(&tx, events::CODE_FAILED.about(id).of_account(id)).await?;
            let paused = tell_if_paused(cx, &tx, &row, count).await?;
            tx.commit().await?;
            return Err(stop(paused.unwrap_or(refusal)));
        }
    }
    counters::give_back(&tx, &counter).await?;
    removals::stop(cx, &tx, &row).await?;
    let token = sessions::renew(cx, &tx, session, id, sessions::Proof::Factor).await?.ok_or(NotTheOwner).or_refuse()?;
    cx.audit(&tx, events::PROVED_BY_CODE.about(id).of_account(id)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Checks the current password of a signed-in person, counted apart from what strangers try at sign-in; returns the row that
/// it was checked against, for the transaction that follows.
pub async fn prove(
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
