//! The owner is told that support restored the company (COM-11).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.restored", to)
        .title(t.msg_mail_restored_title(name))
        .lead(t.msg_mail_restored_lead(name))
        .button(t.msg_mail_restored_button(), &format!("/c/{}", company.slug))
        .reason(t.msg_mail_reason_owner(name))
        .queue(tx)
        .await
}
