//! Tells the owner that codes are not taken for a day, and which ways are left (ACC-9, ACC-11); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.second_step_paused", to)
        .title(t.msg_mail_paused_title())
        .lead(t.msg_mail_paused_lead(device_here(cx, to.lang)))
        .line(t.msg_mail_paused_ways())
        .button(t.msg_mail_changed_button(), "/forgot-password")
        .after(t.msg_mail_paused_other())
        .security()
        .queue(tx)
        .await
}
