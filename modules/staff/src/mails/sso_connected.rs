//! A member comes by the vendor's own provider from now on.

use super::notice;
use crate::queries::recipients::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// Says that it can sign in to their access from now on.
pub(crate) async fn sso_connected(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_sso_connected_title(), t.msg_mail_sso_connected_lead());
    notice(cx, "staff.sso_connected", &to, title, lead).security().queue(tx).await
}
