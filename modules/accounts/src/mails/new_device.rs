//! Tells the owner of a sign-in from a browser that has not signed in before (ACC-10); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.new_device", to)
        .title(t.msg_mail_device_title())
        .lead(t.msg_mail_device_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_device_you())
        .button(t.msg_mail_device_button(), "/account/sessions")
        .after(t.msg_mail_device_other())
        .security()
        .queue(tx)
        .await
}
