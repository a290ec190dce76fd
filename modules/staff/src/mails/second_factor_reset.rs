//! The second factor was reset.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// An administrator took the second factor away.
pub(crate) async fn second_factor_reset(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_reset_title(), t.msg_mail_reset_lead());
    notice(cx, "staff.second_factor_reset", &to, title, lead).security().queue(tx).await
}
