//! An administrator lets a user in again (COM-12).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.unblocked", to)
        .title(t.msg_mail_unblocked_title(name))
        .lead(t.msg_mail_unblocked_lead(name))
        .button(t.msg_mail_to_company(), &format!("/c/{}", company.slug))
        .reason(t.msg_mail_reason_user(name))
        .queue(tx)
        .await
}
