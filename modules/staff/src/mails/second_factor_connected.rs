//! An authenticator app was connected.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// An app was connected: whoever did it has both factors from now on.
pub(crate) async fn second_factor_connected(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_connected_title(), t.msg_mail_connected_lead());
    notice(cx, "staff.second_factor_connected", &to, title, lead).security().queue(tx).await
}
