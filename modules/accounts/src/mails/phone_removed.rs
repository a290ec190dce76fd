//! Tells the owner that a phone was removed (ACC-9); always sent. Of its number the last two digits.

use super::device_here;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, name: &str, ending: &str, is_last: bool) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let letter = Letter::new(cx, "accounts.phone_removed", to)
        .title(t.msg_mail_phone_removed_title())
        .lead(t.msg_mail_phone_removed_lead(name, to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_phone_number(ending));
    let letter = if is_last { letter.line(t.msg_mail_factor_last()) } else { letter };
    letter
        .button(t.msg_mail_security_button(), "/account/security")
        .after(t.msg_mail_not_you())
        .security()
        .queue(tx)
        .await
}
