//! New recovery codes were made.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// The recovery codes are others.
pub(crate) async fn recovery_codes_renewed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_codes_title(), t.msg_mail_codes_lead());
    notice(cx, "staff.recovery_codes_renewed", &to, title, lead).security().queue(tx).await
}
