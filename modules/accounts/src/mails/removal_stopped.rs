//! Tells the owner that two-step verification stays (ACC-9); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.removal_stopped", to)
        .title(t.msg_mail_stopped_title())
        .lead(t.msg_mail_stopped_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .button(t.msg_mail_security_button(), "/account/security")
        .after(t.msg_mail_stopped_after())
        .security()
        .queue(tx)
        .await
}
