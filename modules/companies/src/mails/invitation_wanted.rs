//! Whoever was invited asks for another invitation (dead end 5): for the inviter.

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
    email: &str,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "companies.invitation_wanted", to)
        .title(t.msg_mail_wanted_title())
        .lead(t.msg_mail_wanted_lead(gatehouse_address::shown(email), company.name.as_str()))
        .button(t.msg_invitations_title(), &format!("/c/{}/invitations", company.slug))
        .reason(t.msg_mail_administrator_reason(company.name.as_str()))
        .queue(tx)
        .await
}
