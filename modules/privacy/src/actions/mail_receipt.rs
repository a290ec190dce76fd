//! A customer has the receipt of an answer mailed to them (PRI-7). Only when they ask for it, and three at once, then one an hour.

use crate::events;
use crate::mails::receipt;
use crate::queries::ledger;
use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Outcome, Refusal, Uuid, refuse};
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
    #[refusal(429, "rate.limited", refusal_receipt_too_often, again = *after)]
    TooOften {
        /// Seconds until the next one.
        after: u32,
    },
}

/// Mails the receipt.
pub async fn mail_receipt(cx: &Cx, id: Uuid) -> Outcome<(), ReceiptRefusal> {
    let Some(account) = cx.actor.account() else { return Err(refuse(ReceiptRefusal::Unknown)) };
    let (answered, contact) =
        (ledger::receipt(cx, account, id).await?, contacts::contact(cx, cx.read(), account).await?);
    let (Some(answered), Some(contact)) = (answered, contact) else { return Err(refuse(ReceiptRefusal::Unknown)) };
    if let Err(limit::TooOften { after }) = limit::check_key(cx, PER_ACCOUNT, &account.to_string())? {
        return Err(refuse(ReceiptRefusal::TooOften { after }));
    }
    let tx = cx.begin().await?;
    receipt::queue(cx, &tx, &contact.to, &answered).await?;
    cx.audit(&tx, events::RECEIPT_MAILED.about(answered.statement.id).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
