//! An invitation was accepted (COM-5): for the inviter and the owner.

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// `who`: name and address; `is_less`: the person did not get all the rights of the invitation.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    who: (&str, &str),
    is_less: bool,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let letter = Letter::new(cx, "companies.invitation_accepted", to)
        .title(t.msg_mail_accepted_title())
        .lead(t.msg_mail_accepted_lead(company.name.as_str()))
        .facts([(t.msg_name(), who.0.to_owned()), (t.msg_join_email(), gatehouse_address::shown(who.1))])
        .button(t.msg_users(), &format!("/c/{}/users", company.slug));
    let letter = if is_less { letter.line(t.msg_mail_accepted_less()) } else { letter };
    letter.reason(t.msg_mail_administrator_reason(company.name.as_str())).queue(tx).await
}
