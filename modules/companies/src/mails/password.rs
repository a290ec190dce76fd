//! A link to set a new password: an administrator of the company sent it (COM-4), or the user themselves (COM-7).

use crate::tables::company;
use gatehouse_accounts::actions::password_link::PasswordLink;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    company: &company::Model,
    link: &PasswordLink,
    is_own: bool,
) -> Result<(), Fault> {
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    let lead = if is_own { t.msg_mail_password_own() } else { t.msg_mail_password_lead(name) };
    Letter::new(cx, "companies.password", to)
        .title(t.msg_mail_password_title())
        .lead(lead)
        .button(t.msg_mail_password_button(), link.path.expose())
        .after(t.msg_mail_password_term(to.moment(cx, link.ends_at)))
        .after(t.msg_mail_password_other())
        .security()
        .queue(tx)
        .await
}
