//! Proves an address by which somebody signs in with an account elsewhere (ACC-8). The same letter goes to an address with an account and to
//! one without (ACC-6).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, token: &str, service: &str, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.attach_service", to)
        .title(t.msg_mail_attach_title(service))
        .lead(t.msg_mail_attach_lead(service, brand))
        .line(t.msg_mail_attach_here())
        .button(t.msg_mail_attach_button(), &format!("/attach-service?token={token}"))
        .after(t.msg_mail_attach_other(service))
        .caused(caused)
        .reason(t.msg_mail_attach_reason(service, brand))
        .queue(tx)
        .await
}
