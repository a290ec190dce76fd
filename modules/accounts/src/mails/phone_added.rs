//! Tells the owner that a phone was added (ACC-9); always sent. Of its number the last two digits.

use super::{device_here, first_factor};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `undo`: the link of the first factor, by which the owner says that it was not them.
pub async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    name: &str,
    ending: &str,
    undo: Option<&Secret<String>>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let letter = Letter::new(cx, "accounts.phone_added", to)
        .title(t.msg_mail_phone_added_title())
        .lead(t.msg_mail_phone_added_lead(name, to.moment(cx, cx.now()), device_here(cx, to.lang)))
        .line(t.msg_mail_phone_number(ending));
    let letter = match undo {
        Some(link) => first_factor(letter.line(t.msg_mail_factor_first()), to.lang, link),
        None => letter.button(t.msg_mail_security_button(), "/account/security").after(t.msg_mail_not_you()),
    };
    letter.security().queue(tx).await
}
