//! Somebody with a license of the company cannot join by it, and asks that its administrators know (dead end 3).

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
    Letter::new(cx, "companies.cannot_join", to)
        .title(t.msg_mail_cannot_title())
        .lead(t.msg_mail_cannot_lead(company.name.as_str()))
        .facts([(t.msg_name(), name.to_owned()), (t.msg_join_email(), gatehouse_address::shown(email))])
        .line(t.msg_mail_cannot_ways())
        .button(t.msg_invitations_title(), &format!("/c/{}/invitations", company.slug))
        .reason(t.msg_mail_administrator_reason(company.name.as_str()))
        .queue(tx)
        .await
}
