//! A passkey may exist twice.

use super::notice;
use crate::queries::recipients::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// Its counter did not go on, and it was not taken.
pub(crate) async fn passkey_copied(cx: &Cx, tx: &Tx, member: &Member, name: &str) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_passkey_copied_title(), t.msg_mail_passkey_copied_lead(name));
    notice(cx, "staff.passkey_copied", &to, title, lead).security().queue(tx).await
}
