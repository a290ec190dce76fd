//! Tells the old address that the account has another one, with the link that undoes it (ACC-14); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `to`: at the old address.
pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, link: &str) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "accounts.address_changed", to)
        .title(t.msg_mail_address_changed_title())
        .lead(t.msg_mail_address_changed_lead(to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_address_changed_yours())
        .line(t.msg_mail_address_changed_other())
        .button(t.msg_undo_address_button(), &format!("/undo-email?token={link}"))
        .after(t.msg_mail_address_changed_term())
        .security()
        .queue(tx)
        .await
}
