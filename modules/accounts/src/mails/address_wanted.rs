//! Somebody wanted to change the address of another account to this one (ACC-14): only its owner learns that (ACC-6).

use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.address_wanted", to)
        .title(t.msg_mail_address_wanted_title())
        .lead(t.msg_mail_address_wanted_lead(brand))
        .line(t.msg_mail_address_wanted_yours())
        .button(t.msg_sign_in(), "/sign-in")
        .after(t.msg_mail_known_other())
        .caused(caused)
        .reason(t.msg_mail_change_address_reason(brand))
        .queue(tx)
        .await
}
