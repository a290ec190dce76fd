//! Tells the owner that the password was changed (ACC-15); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.password_changed", to)
        .title(t.msg_mail_changed_title())
        .lead(t.msg_mail_changed_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_changed_ended())
        .button(t.msg_mail_changed_button(), "/forgot-password")
        .after(t.msg_mail_changed_other())
        .security()
        .queue(tx)
        .await
}
