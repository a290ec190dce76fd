//! What a company answered to who asked to join it (COM-2).

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
    is_admitted: bool,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let name = company.name.as_str();
    let letter = Letter::new(cx, "companies.join_answered", to);
    let letter = if is_admitted {
        letter
            .title(t.msg_mail_admitted_title(name))
            .lead(t.msg_mail_admitted_lead(name))
            .button(t.msg_join_to_company(), &format!("/c/{}", company.slug))
    } else {
        letter
            .title(t.msg_mail_declined_title(name))
            .lead(t.msg_mail_declined_lead(name))
            .line(t.msg_mail_declined_way())
            .button(t.msg_joining_title(), "/companies/joining")
    };
    letter.reason(t.msg_mail_asked_reason(name)).queue(tx).await
}
