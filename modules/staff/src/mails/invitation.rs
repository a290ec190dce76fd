//! A link to set the password.

use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Secret};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;

/// A link to set the password: for somebody new, or for somebody who forgot it.
pub(crate) async fn invitation(cx: &Cx, tx: &Tx, member: &Member, link: &Secret<String>) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let brand = cx.app.settings.brand.as_str();
    let is_new = member.row.password_sealed.is_none();
    let (title, lead) = if is_new {
        (t.msg_mail_invitation_title(brand), t.msg_mail_invitation_lead(member.name.as_str(), brand))
    } else {
        (t.msg_mail_link_title(brand), t.msg_mail_link_lead(member.name.as_str(), brand))
    };
    Letter::new(cx, "staff.invitation", &to)
        .title(title)
        .lead(lead)
        .line(t.msg_mail_invitation_body())
        .button(t.msg_mail_invitation_button(), link.expose())
        .after(t.msg_mail_invitation_after())
        .reason(t.msg_mail_reason_administrator(brand))
        .queue(tx)
        .await
}
