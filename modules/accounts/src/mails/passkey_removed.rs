//! Tells the owner that a passkey was removed (ACC-9); always sent.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, name: &str, is_last: bool) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let letter = Letter::new(cx, "accounts.passkey_removed", to)
        .title(t.msg_mail_passkey_removed_title())
        .lead(t.msg_mail_passkey_removed_lead(name, to.moment(cx, cx.now()), device_here(cx, to.lang)));
    let letter = if is_last { letter.line(t.msg_mail_factor_last()) } else { letter };
    letter
        .button(t.msg_mail_security_button(), "/account/security")
        .after(t.msg_mail_not_you())
        .security()
        .queue(tx)
        .await
}
