//! The owner of an address is left alone for a day (ACC-6, ACC-11): strangers cause no mail to it any more. The link
//! stands in every mail that a stranger can cause; whoever reads the mailbox may do it, and take it back.

use crate::refusals::BadLink;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome};
use gatehouse_mail::ledger;

/// Leaves it alone for a day, or not any longer.
pub async fn pause_mails(cx: &Cx, note: &str, on: bool) -> Outcome<(), BadLink> {
    let address = ledger::address_of(cx, note).ok_or(BadLink::Expired).or_refuse()?;
    let tx = cx.begin().await?;
    ledger::pause(cx, &tx, &address, on).await?;
    tx.commit().await?;
    Ok(())
}
