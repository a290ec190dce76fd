//! A customer has the receipt of an answer mailed to them (PRI-7). Only when they ask for it, and three at once, then one an hour.

use crate::events;
use crate::mails::receipt;
use crate::queries::ledger;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_guard::TooOften;
use gatehouse_guard::limit::{self, Limit};

/// By account.
const PER_ACCOUNT: Limit = Limit { action: "privacy.receipt", burst: 3, seconds_each: 3_600 };

/// Why no mail was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum ReceiptRefusal {
    /// No such receipt of the acting account.
    #[refusal(404, "consent.unknown", refusal_receipt_unknown)]
    Unknown,
    /// Sent several times just now.
    TooOften(TooOften),
}

/// Mails the receipt.
pub async fn mail_receipt(cx: &Cx, id: Uuid) -> Outcome<(), ReceiptRefusal> {
    let account = cx.actor.account().ok_or(ReceiptRefusal::Unknown).or_refuse()?;
    let answered = ledger::receipt(cx, account, id).await?.ok_or(ReceiptRefusal::Unknown).or_refuse()?;
    let contact = contacts::contact(cx, cx.read(), account).await?.ok_or(ReceiptRefusal::Unknown).or_refuse()?;
    limit::check_key(cx, PER_ACCOUNT, &account.to_string())?.or_refuse()?;
    let tx = cx.begin().await?;
    receipt::queue(cx, &tx, &contact.to, &answered).await?;
    cx.audit(&tx, events::RECEIPT_MAILED.about(answered.statement.id).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
