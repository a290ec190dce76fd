//! A new user in the company (COM-2, COM-13): for its owner, and who receives user notices.

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
    Letter::new(cx, "companies.user_joined", to)
        .title(t.msg_mail_came_title())
        .lead(t.msg_mail_came_lead(company.name.as_str()))
        .facts([(t.msg_name(), name.to_owned()), (t.msg_join_email(), gatehouse_address::shown(email))])
        .button(t.msg_users(), &format!("/c/{}/users", company.slug))
        .reason(t.msg_mail_administrator_reason(company.name.as_str()))
        .queue(tx)
        .await
}
