//! Tells the owner that support signed them out everywhere (ACC-10, ALL-8); always sent.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};
use gatehouse_web::support::ask_without_account;

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let support = format!("{}{}", cx.app.settings.origin, ask_without_account("access", &[("kind", "no_sign_in")]));
    Letter::new(cx, "accounts.signed_out", to)
        .title(t.msg_mail_signed_out_title())
        .lead(t.msg_mail_signed_out_lead(to.moment(cx, cx.now())))
        .line(t.msg_mail_signed_out_next())
        .button(t.msg_sign_in(), "/sign-in")
        .after(t.msg_mail_signed_out_other(support))
        .security()
        .queue(tx)
        .await
}
