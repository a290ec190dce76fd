//! Somebody registered with an address that has an account: only its owner learns that (ACC-6).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.already_registered", to)
        .title(t.msg_mail_known_title())
        .lead(t.msg_mail_known_lead(brand))
        .button(t.msg_sign_in(), "/sign-in")
        .after(t.msg_mail_known_forgot(format!("{}/forgot-password", cx.app.settings.origin)))
        .after(t.msg_mail_known_other())
        .caused(caused)
        .reason(t.msg_mail_confirm_reason(brand))
        .queue(tx)
        .await
}
