//! Somebody has left a company and keeps their account (COM-8).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.left", to)
        .title(t.msg_mail_left_title(name))
        .lead(t.msg_mail_left_lead(name))
        .line(t.msg_mail_left_again())
        .button(t.msg_mail_to_account(), "/account")
        .reason(t.msg_mail_reason_former(name))
        .queue(tx)
        .await
}
