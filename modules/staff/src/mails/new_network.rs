//! A sign-in from a network that the member never signed in from before.

use super::notice;
use crate::queries::recipients::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// A sign-in from a new network; the button leads to the sessions.
pub(crate) async fn new_network(cx: &Cx, tx: &Tx, member: &Member, by_provider: bool) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let lead = if by_provider { t.msg_mail_network_lead_sso() } else { t.msg_mail_network_lead() };
    let title = t.msg_mail_network_title();
    notice(cx, "staff.new_network", &to, title, lead)
        .button(t.msg_mail_network_button(), "/staff/profile")
        .security()
        .queue(tx)
        .await
}
