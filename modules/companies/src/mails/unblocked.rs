//! An administrator or the directory lets a user in again (COM-12, COM-14).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Reasoned, Recipient};

/// Queues it to one.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    letter(cx, to, company).queue(tx).await
}

/// To all at once, some hundreds at the most.
pub(crate) async fn queue_all(cx: &Cx, tx: &Tx, all: &[Recipient], company: &company::Model) -> Result<(), Fault> {
    let mails = all.iter().filter_map(|to| letter(cx, to, company).written().transpose());
    gatehouse_mail::queue_all(cx, tx, mails.collect::<Result<_, _>>()?).await
}

fn letter<'a>(cx: &'a Cx, to: &'a Recipient, company: &company::Model) -> Reasoned<'a> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.unblocked", to)
        .title(t.msg_mail_unblocked_title(name))
        .lead(t.msg_mail_unblocked_lead(name))
        .button(t.msg_mail_to_company(), &format!("/c/{}", company.slug))
        .reason(t.msg_mail_reason_user(name))
}
