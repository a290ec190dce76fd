//! A user's rights have changed (COM-3): which they have now.

use crate::model::rights::Rights;
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
    now: Rights,
) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    let letter = Letter::new(cx, "companies.rights_changed", to).title(t.msg_mail_rights_title());
    let letter = if now.is_empty() {
        letter.lead(t.msg_mail_rights_none(name))
    } else {
        letter.lead(t.msg_mail_rights_lead(name)).lines(now.iter().map(|right| format!("– {}", right.name(to.lang))))
    };
    letter
        .button(t.msg_mail_to_company(), &format!("/c/{}", company.slug))
        .reason(t.msg_mail_reason_user(name))
        .queue(tx)
        .await
}
