//! A mail to support was too large to be taken (SUP-13): where large files go.

use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Queues it, for an account.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let Some(contact) = contacts::contact(cx, &**tx, account).await? else { return Ok(()) };
    let t = crate::texts(contact.to.lang);
    Letter::new(cx, "support.too_large", &contact.to)
        .title(t.msg_mail_too_large_title())
        .lead(t.msg_mail_too_large_lead())
        .button(t.msg_mail_too_large_open(), "/support/upload")
        .reason(t.msg_mail_reason_author())
        .queue(tx)
        .await
}
