//! Tells the owner that a recovery code opened something, and how many are left (ACC-9); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, left: u32) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.recovery_code_used", to)
        .title(t.msg_mail_code_used_title())
        .lead(t.msg_mail_code_used_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_codes_left(left))
        .button(t.msg_mail_security_button(), "/account/security")
        .after(t.msg_mail_not_you())
        .security()
        .queue(tx)
        .await
}
