//! Somebody has sent more mails in an hour than become requests (SUP-13): where to ask instead. Once an hour.

use gatehouse_accounts::contacts;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// Queues it, for an account.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let Some(contact) = contacts::contact(cx, &**tx, account).await? else { return Ok(()) };
    let t = crate::texts(contact.to.lang);
    Letter::new(cx, "support.too_many", &contact.to)
        .title(t.msg_mail_too_many_title())
        .lead(t.msg_mail_too_many_lead())
        .button(t.msg_mail_too_many_open(), "/requests/new")
        .reason(t.msg_mail_reason_author())
        .queue(tx)
        .await
}
