//! Sends a code by text message (ACC-9): for the second step of a sign-in, before sensitive changes, or beside the answer to a secret
//! question. Nothing is sent but by a button, to a phone that was proven, in a country that the operator lists, and within the caps.

use super::text_codes::{self, To};
use super::{limits, locked};
use crate::model::text_code::Bound;
use crate::model::{State, question_text};
use crate::queries::{logins, phones};
use crate::refusals::TextRefusal;
use crate::rights::own_account;
use crate::sessions::half::{self, Half};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit, counters};
use gatehouse_messages::{Admitted, Messages, PhoneNumber};

/// Messages that one network can cause: 5 at once, then one each 12 minutes, which is 5 an hour.
pub(crate) const BUDGET: Budget = Budget::of_strangers(Limit { action: "accounts.text", burst: 5, seconds_each: 720 });

/// For the second step of a sign-in.
pub async fn send_at_sign_in(cx: &Cx, half: &Half, phone: Uuid) -> Outcome<(), TextRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let cx = &cx.acting_as(Actor::Account { id: half.account });
    let number = number_of(cx, half.account, phone).await?;
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let admitted = admit(cx, &tx, half.account, &number).await?;
    let row = locked(&tx, half.account).await?.filter(|row| row.state == State::Active);
    let row = row.ok_or(TextRefusal::Over).or_refuse()?;
    let held = half::hold(cx, &tx, half).await?.ok_or(TextRefusal::Over).or_refuse()?;
    is_still_there(cx, &tx, half.account, phone).await?;
    text_codes::send(cx, &tx, &row, Bound::Half(held.id), To::Phone(phone, &number), admitted).await?;
    tx.commit().await?;
    Ok(())
}

/// Before sensitive changes. `session`: the one that asks.
pub async fn send_to_step_up(cx: &Cx, session: Uuid, phone: Uuid) -> Outcome<(), TextRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let number = number_of(cx, id, phone).await?;
    let tx = cx.begin().await?;
    let admitted = admit(cx, &tx, id, &number).await?;
    let row = locked(&tx, id).await?.ok_or(TextRefusal::Over).or_refuse()?;
    is_still_there(cx, &tx, id, phone).await?;
    text_codes::send(cx, &tx, &row, Bound::StepUp(session), To::Phone(phone, &number), admitted).await?;
    tx.commit().await?;
    Ok(())
}

/// Beside the right answer to a secret question. `of`: what the page after it carries.
pub async fn send_to_recover(cx: &Cx, of: &str, phone: Uuid) -> Outcome<(), TextRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let named = question_text::open(cx, of).ok_or(TextRefusal::Over).or_refuse()?;
    let cx = &cx.acting_as(Actor::Account { id: named.account });
    let number = number_of(cx, named.account, phone).await?;
    let tx = cx.begin().await?;
    let admitted = admit(cx, &tx, named.account, &number).await?;
    let row = locked(&tx, named.account).await?.filter(|row| row.state == State::Active);
    let row = row.ok_or(TextRefusal::Over).or_refuse()?;
    let waits = logins::waiting(&*tx, named.account).await?.filter(|waits| waits.id == named.waiting);
    let waits = waits.ok_or(TextRefusal::Over).or_refuse()?;
    is_still_there(cx, &tx, named.account, phone).await?;
    text_codes::send(cx, &tx, &row, Bound::Waiting(waits.id), To::Phone(phone, &number), admitted).await?;
    tx.commit().await?;
    Ok(())
}

/// The installation's text messages.
pub(super) fn messages(cx: &Cx) -> Result<&Messages, TextRefusal> {
    gatehouse_messages::of(cx).ok_or(TextRefusal::Off)
}

/// The number of a phone, where messages go to it. Another person's is reported as not found.
async fn number_of(cx: &Cx, account: Uuid, phone: Uuid) -> Outcome<PhoneNumber, TextRefusal> {
    let own = phones::of_account(cx, cx.read(), account).await?;
    let found = own.into_iter().find(|one| one.id == phone).ok_or(TextRefusal::NotFound).or_refuse()?;
    let is_reached = messages(cx).or_refuse()?.reaches(&found.number);
    Ok(is_reached.then_some(found.number).ok_or(TextRefusal::Off).or_refuse()?)
}

/// Whether the phone was not removed meanwhile.
async fn is_still_there(cx: &Cx, tx: &Tx, account: Uuid, phone: Uuid) -> Outcome<(), TextRefusal> {
    let own = phones::of_account(cx, &**tx, account).await?;
    Ok(own.iter().any(|one| one.id == phone).then_some(()).ok_or(TextRefusal::NotFound).or_refuse()?)
}

/// Counts the message: of the account, of the number, of all.
pub(super) async fn admit(cx: &Cx, tx: &Tx, account: Uuid, number: &PhoneNumber) -> Outcome<Admitted, TextRefusal> {
    let messages = messages(cx).or_refuse()?;
    counters::take(cx, tx, &limits::texts(cx, account)).await?.map_err(TextRefusal::Enough).or_refuse()?;
    Ok(messages.admit(cx, tx, number).await?.or_refuse()?)
}
