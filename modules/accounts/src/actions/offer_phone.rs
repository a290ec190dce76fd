//! Names the phone that is to get codes by text message (ACC-9): a code is sent to it, and typing that code adds it
//! ([`super::add_phone`]). Changes nothing else, so a number that is not the person's own gains nothing.

use super::factors::{has_room, held_by_owner};
use super::send_code::{BUDGET, admit, messages};
use super::text_codes::{self, To};
use crate::model::FormError;
use crate::model::text_code::Bound;
use crate::queries::factors;
use crate::queries::phones::{self, NUMBER};
use crate::refusals::{FactorRefusal, TextRefusal};
use crate::rights::own_account;
use crate::tables::{account, text_code};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_messages::PhoneNumber;
use sea_orm::entity::prelude::*;

/// Sends the code. `typed`: the number, with the country's code or as it is dialed in the account's country.
pub async fn offer_phone(cx: &Cx, session: Uuid, typed: &str) -> Outcome<(), TextRefusal> {
    let id = own_account(cx).or_refuse()?;
    let home = account::Entity::find_by_id(id).one(cx.read()).await?.and_then(|row| row.country);
    let number = PhoneNumber::parse(typed, home.as_deref()).map_err(FormError::from);
    let number = number.map_err(Invalid::one).or_refuse()?;
    send(cx, id, session, &number).await
}

/// Sends another code to the number that was named.
pub async fn offer_again(cx: &Cx, session: Uuid) -> Outcome<(), TextRefusal> {
    let id = own_account(cx).or_refuse()?;
    let waits = phones::waiting(cx, cx.read(), id, Bound::Add(session)).await?;
    let waits = waits.ok_or(TextRefusal::CodeOver).or_refuse()?;
    let number = new_number(cx, id, &waits).await?.ok_or(TextRefusal::CodeOver).or_refuse()?;
    send(cx, id, session, &number).await
}

/// The number that a code for a new phone was sent to.
pub(super) async fn new_number(cx: &Cx, account: Uuid, waits: &text_code::Model) -> Result<Option<PhoneNumber>, Fault> {
    let Some(sealed) = &waits.number_sealed else { return Ok(None) };
    let key = subject::key(cx, cx.read(), account).await?;
    Ok(PhoneNumber::stored(&key.open_text(NUMBER, waits.id, sealed)?))
}

async fn send(cx: &Cx, id: Uuid, session: Uuid, number: &PhoneNumber) -> Outcome<(), TextRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    if !messages(cx).or_refuse()?.reaches(number) {
        return Err(refuse(Invalid::one(FormError::NumberCountry).into()));
    }
    // Before anything is counted; it is looked at once more behind the account's row.
    let own = phones::of_account(cx, cx.read(), id).await?;
    if own.iter().any(|phone| phone.number.e164() == number.e164()) {
        return Err(refuse(FactorRefusal::Already.into()));
    }
    let tx = cx.begin().await?;
    let admitted = admit(cx, &tx, id, number).await?;
    let row = held_by_owner(cx, &tx, session, id).await.map_err(|stop| stop.map(TextRefusal::from))?;
    can_be_added(cx, &tx, id, number).await?;
    text_codes::send(cx, &tx, &row, Bound::Add(session), To::New(number), admitted).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses one more than an account may have, and the same number twice.
pub(super) async fn can_be_added(cx: &Cx, tx: &Tx, id: Uuid, number: &PhoneNumber) -> Outcome<(), TextRefusal> {
    has_room(&factors::rows(&**tx, id).await?).map_err(TextRefusal::from).or_refuse()?;
    let own = phones::of_account(cx, &**tx, id).await?;
    if own.iter().any(|phone| phone.number.e164() == number.e164()) {
        return Err(refuse(FactorRefusal::Already.into()));
    }
    Ok(())
}
