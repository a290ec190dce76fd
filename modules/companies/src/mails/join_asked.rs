//! Somebody asks to join the company (COM-2): for those who decide.

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    name: &str,
    email: &str,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "companies.join_asked", to)
        .title(t.msg_mail_asked_title())
        .lead(t.msg_mail_asked_lead(company.name.as_str()))
        .facts([(t.msg_name(), name.to_owned()), (t.msg_join_email(), gatehouse_address::shown(email))])
        .button(t.msg_mail_asked_button(), &format!("/c/{}/joining", company.slug))
        .after(t.msg_mail_asked_term())
        .reason(t.msg_mail_administrator_reason(company.name.as_str()))
        .queue(tx)
        .await
}
