//! Tells the owner that a passkey may exist twice, and that it was not taken (ACC-9); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, name: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.passkey_copied", to)
        .title(t.msg_mail_passkey_copied_title())
        .lead(t.msg_mail_passkey_copied_lead(name, to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_passkey_copied_next())
        .button(t.msg_mail_security_button(), "/account/security")
        .security()
        .queue(tx)
        .await
}
