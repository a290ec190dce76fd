//! Somebody registered with an address that belongs to a company (dead end 2): only its owner learns that (ACC-6).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "companies.address_known", to)
        .title(t.msg_mail_known_title())
        .lead(t.msg_mail_known_lead(brand))
        .button(t.msg_join_sign_in(), "/sign-in?next=/companies/joining")
        .after(t.msg_mail_known_forgot(format!("{}/forgot-password", cx.app.settings.origin)))
        .after(t.msg_mail_known_other())
        .caused(caused)
        .reason(t.msg_mail_activate_reason(brand))
        .queue(tx)
        .await
}
