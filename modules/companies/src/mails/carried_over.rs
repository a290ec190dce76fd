//! Support has carried over what a user had before (COM-6, COM-8).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.carried_over", to)
        .title(t.msg_mail_carried_title())
        .lead(t.msg_mail_carried_lead(name))
        .line(t.msg_mail_carried_old())
        .button(t.msg_mail_to_company(), &format!("/c/{}", company.slug))
        .reason(t.msg_mail_reason_user(name))
        .queue(tx)
        .await
}
