//! Somebody new came by the vendor's own provider: to administrators.

use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Says who came; the button leads to their page.
pub(crate) async fn joined_by_sso(cx: &Cx, tx: &Tx, to: &Recipient, name: &str, member: Uuid) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "staff.joined_by_sso", to)
        .title(t.msg_mail_joined_by_sso_title())
        .lead(t.msg_mail_joined_by_sso_lead(name))
        .line(t.msg_mail_joined_by_sso_body())
        .button(t.msg_mail_joined_by_sso_button(), &format!("/staff/members/{member}"))
        .security()
        .queue(tx)
        .await
}
