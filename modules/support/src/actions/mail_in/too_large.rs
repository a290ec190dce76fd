//! A mail is too large to be taken and stays in its mailbox: its sender is told where large files go, where they have an account. Nothing of the mail is
//! proven, so what is told goes to the account's own address, once an hour at the most; strangers are for staff.

use crate::mails::too_large;
use crate::queries::mail_known::Sender;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_inbox::limits;
use gatehouse_inbox::mail::Mail;

/// Tells them.
pub(super) async fn told(cx: &Cx, mail: &Mail) -> Result<(), Fault> {
    let Some(from) = mail.from.as_ref() else { return Ok(()) };
    let tx = cx.begin().await?;
    let Some(account) = Sender::of(cx, &*tx, &from.address).await?.account else { return Ok(()) };
    if limits::acknowledge_stranger(cx, &tx, &limits::counted(cx, &from.address)).await? {
        too_large::queue(cx, &tx, account).await?;
    }
    tx.commit().await
}
