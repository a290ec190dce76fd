//! Proves a new address of an account (ACC-14). It goes to that address, and says nothing of whose account it is.

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, token: &str, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.change_address", to)
        .title(t.msg_mail_change_address_title())
        .lead(t.msg_mail_change_address_lead(brand))
        .button(t.msg_mail_confirm_button(), &format!("/confirm-email?token={token}"))
        .after(t.msg_mail_change_address_term())
        .after(t.msg_mail_change_address_other())
        .caused(caused)
        .reason(t.msg_mail_change_address_reason(brand))
        .queue(tx)
        .await
}
