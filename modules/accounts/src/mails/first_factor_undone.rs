//! Tells the owner that two-step verification was undone and everybody signed out (ACC-9); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.first_factor_undone", to)
        .title(t.msg_mail_undone_title())
        .lead(t.msg_mail_undone_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_undone_next())
        .button(t.msg_mail_changed_button(), "/forgot-password")
        .security()
        .queue(tx)
        .await
}
