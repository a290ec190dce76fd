//! All factors are lost: asks for their removal, which comes after 72 hours with a notice each day (ACC-9). Whoever asks has given the password,
//! or followed a mailed link.

use super::{limits, locked, removals};
use crate::model::login::is_address;
use crate::queries::{contacts, factors};
use crate::refusals::{NotTheOwner, RemovalRefusal};
use crate::rights::own_account;
use crate::sessions::half::{self, Half};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Moment, OrRefuse as _, Outcome, refuse};
use gatehouse_guard::{Budget, Limit, counters};

/// From one network: 5 at once, then one each 12 minutes.
pub(crate) const BUDGET: Budget =
    Budget::of_strangers(Limit { action: "accounts.ask_removal", burst: 5, seconds_each: 720 });

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub enum Asks<'a> {
    /// Somebody at the second step.
    Half(&'a Half),
    /// Who is signed in, in a browser that needs no code. The page asks for a fresh proof before.
    Owner,
}

/// Asks; returns when the factors will be removed. Who asks again is told the same.
pub async fn ask_removal(cx: &Cx, asks: Asks<'_>) -> Outcome<Moment, RemovalRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let id = match asks {
        Asks::Half(half) => half.account,
        Asks::Owner => own_account(cx).or_refuse()?,
    };
    let cx = &cx.acting_as(Actor::Account { id });
    if let Some(waiting) = factors::removal(cx.read(), id).await? {
        return Ok(factors::due(&waiting));
    }
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let counted = counters::take(cx, &tx, &limits::removals(cx, id)).await?;
    counted.map_err(RemovalRefusal::AskedTooOften).or_refuse()?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if let Asks::Half(half) = asks {
        half::hold(cx, &tx, half).await?.ok_or(RemovalRefusal::Over).or_refuse()?;
    }
    if !factors::has_any(&*tx, id).await? {
        return Err(refuse(RemovalRefusal::Off));
    }
    // The notices are what keeps this from being a hole; support, who asks who it is, can still begin a removal.
    if !is_address(&contacts::recipient(cx, &tx, &row).await?.email) {
        return Err(refuse(RemovalRefusal::NoAddress));
    }
    let due = removals::begin(cx, &tx, &row, false).await?;
    tx.commit().await?;
    Ok(due)
}
