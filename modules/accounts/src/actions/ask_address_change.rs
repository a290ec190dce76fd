//! Asks for another address to sign in with (ACC-14). Nothing changes until it is proven by the link that is mailed there. The answer is the
//! same whether or not somebody else has the address: then its owner gets a mail instead (ACC-6). Users of a company cannot (COM-6).

use super::addresses::{self, BUDGET, MAIL};
use super::{limits, locked};
use crate::events;
use crate::model::config::EqualAnswers;
use crate::model::{Email, FormError};
use crate::queries::contacts;
use crate::refusals::{AddressRefusal, NotTheOwner};
use crate::rights::own_account;
use crate::sessions::is_factor_due;
use crate::signals::IsAddressFixed;
use gatehouse_context::Cx;
use gatehouse_core::{Invalid, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_guard::counters;
use gatehouse_mail::ledger::{self, Asker};
use serde::Deserialize;

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AskAddressChange {
    /// The new address.
    pub email: String,
}

/// Asks; returns the address. `session`: the one that asks. The page asks for a fresh proof before; who has two-step verification has
/// given a factor.
pub async fn ask_address_change(cx: &Cx, session: Uuid, input: &AskAddressChange) -> Outcome<Email, AddressRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let email = Email::parse(&input.email).map_err(|error| Invalid::one(FormError::from(error))).or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), id).await?.ok_or(NotTheOwner).or_refuse()?;
    if crate::model::email::normalized(&contact.to.email) == email.normalized() {
        return Err(refuse(Invalid::one(FormError::EmailSame).into()));
    }
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookups = contacts::lookups(cx, email.normalized());
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let counted = counters::take(cx, &tx, &limits::address_changes(cx, id)).await?;
    counted.map_err(AddressRefusal::AskedTooOften).or_refuse()?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, Asker::Stranger).await?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    if cx.ask(&tx, IsAddressFixed { account: id }).await? {
        return Err(refuse(AddressRefusal::OfCompany));
    }
    if is_factor_due(cx, &*tx, session, id).await? {
        return Err(refuse(AddressRefusal::ProofDue));
    }
    let waiting = addresses::begin(cx, &tx, &row, &email).await?;
    cx.audit(&tx, events::ADDRESS_CHANGE_ASKED.about(id).of_account(id)).await?;
    addresses::send(cx, &tx, (held, &lookups), &row, &waiting, &email).await?;
    tx.commit().await?;
    answer.wait().await;
    Ok(email)
}
