//! Proves the address of a registration (ACC-2).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, token: &str, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.confirm", to)
        .title(t.msg_mail_confirm_title())
        .lead(t.msg_mail_confirm_lead(brand))
        .line(t.msg_mail_confirm_elsewhere())
        .button(t.msg_mail_confirm_button(), &format!("/confirm?token={token}"))
        .after(t.msg_mail_confirm_term())
        .after(t.msg_mail_confirm_other())
        .caused(caused)
        .reason(t.msg_mail_confirm_reason(brand))
        .queue(tx)
        .await
}
