//! Codes are not accepted for a day.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// Twenty wrong codes in a day.
pub(crate) async fn second_factor_paused(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_paused_title(), t.msg_mail_paused_lead());
    notice(cx, "staff.second_factor_paused", &to, title, lead).security().queue(tx).await
}
