//! A sign-in from a network that the member never signed in from before.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// A sign-in from a new network; the button leads to the sessions.
pub(crate) async fn new_network(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_network_title(), t.msg_mail_network_lead());
    notice(cx, "staff.new_network", &to, title, lead)
        .button(t.msg_mail_network_button(), "/staff/profile")
        .security()
        .queue(tx)
        .await
}
