//! A link to set the first password: after a purchase, or when an account was made for the person (ACC-3).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// `caused`: where somebody asked for it on the public page.
pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, token: &str, caused: Option<&Caused>) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    let letter = Letter::new(cx, "accounts.set_password", to)
        .title(t.msg_mail_set_title())
        .lead(t.msg_mail_set_lead(brand))
        .button(t.msg_mail_set_button(), &format!("/set-password?token={token}"))
        .after(t.msg_mail_set_term());
    let letter = match caused {
        Some(caused) => letter.caused(caused),
        None => letter,
    };
    letter.reason(t.msg_mail_set_reason(brand)).queue(tx).await
}
