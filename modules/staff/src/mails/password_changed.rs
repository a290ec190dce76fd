//! The password was changed.

use super::notice;
use crate::contacts::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// The password is another one.
pub(crate) async fn password_changed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_password_title(), t.msg_mail_password_lead());
    notice(cx, "staff.password_changed", &to, title, lead).security().queue(tx).await
}
