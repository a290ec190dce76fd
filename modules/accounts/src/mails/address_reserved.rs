//! Somebody wanted an address that was another account's until lately (ACC-14): its mailbox learns from when on it is free.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// `free`: from then on others can take it.
pub async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, free: Moment, caused: &Caused) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let brand = &gatehouse_brand::name(&cx.app);
    Letter::new(cx, "accounts.address_reserved", to)
        .title(t.msg_mail_address_reserved_title())
        .lead(t.msg_mail_address_reserved_lead(brand))
        .line(t.msg_mail_address_reserved_until(to.moment(cx, free)))
        .after(t.msg_mail_known_other())
        .caused(caused)
        .reason(t.msg_mail_address_reserved_reason(brand))
        .queue(tx)
        .await
}
