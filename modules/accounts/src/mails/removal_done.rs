//! Tells the owner that two-step verification is off (ACC-9); always sent.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.removal_done", to)
        .title(t.msg_mail_removed_title())
        .lead(t.msg_mail_removed_lead())
        .line(t.msg_mail_removed_next())
        .button(t.msg_sign_in(), "/sign-in?next=/account/security")
        .after(t.msg_mail_not_you())
        .security()
        .queue(tx)
        .await
}
