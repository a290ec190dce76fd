//! Sends the mail to a new address again (ACC-14), with a new link beside the earlier ones and the same end.

use super::addresses::{self, BUDGET, MAIL};
use super::{limits, locked};
use crate::model::Email;
use crate::model::config::EqualAnswers;
use crate::queries::addresses::{NEXT, change};
use crate::queries::contacts;
use crate::refusals::{AddressRefusal, NotTheOwner};
use crate::rights::own_account;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, refuse};
use gatehouse_guard::counters;
use gatehouse_mail::ledger::{self, Asker};

/// Sends again what waits.
pub async fn send_address_again(cx: &Cx) -> Outcome<(), AddressRefusal> {
    let id = own_account(cx).or_refuse()?;
    BUDGET.check(cx)?.or_refuse()?;
    let seen = change(cx, cx.read(), id).await?.ok_or(AddressRefusal::NothingWaits).or_refuse()?;
    let key = subject::key(cx, cx.read(), id).await?;
    let email = Email::parse(&key.open_text(NEXT, seen.id, &seen.email_sealed)?);
    let email = email.map_err(|_| Fault::new("an address that waits is none"))?;
    let answer = cx.service::<EqualAnswers>()?.start();
    let lookups = contacts::lookups(cx, email.normalized());
    let tx = cx.begin().await?;
    // Counters before the account's row, as everywhere.
    let counted = counters::take(cx, &tx, &limits::address_changes(cx, id)).await?;
    counted.map_err(AddressRefusal::AskedTooOften).or_refuse()?;
    let held = ledger::hold(cx, &tx, MAIL, &lookups, Asker::Stranger).await?;
    let row = locked(&tx, id).await?.ok_or(NotTheOwner).or_refuse()?;
    // Another one waits by now, or none.
    if change(cx, &*tx, id).await?.is_none_or(|waiting| waiting.id != seen.id) {
        return Err(refuse(AddressRefusal::NothingWaits));
    }
    addresses::send(cx, &tx, (held, &lookups), &row, &seen, &email).await?;
    tx.commit().await?;
    answer.wait().await;
    Ok(())
}
