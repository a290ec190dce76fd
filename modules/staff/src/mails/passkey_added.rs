//! A passkey was added.

use super::notice;
use crate::queries::recipients::Member;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;

/// By the member.
pub(crate) async fn passkey_added(cx: &Cx, tx: &Tx, member: &Member, name: &str) -> Result<(), Fault> {
    let to = member.recipient();
    let t = crate::texts(to.lang);
    let (title, lead) = (t.msg_mail_passkey_added_title(), t.msg_mail_passkey_added_lead(name));
    notice(cx, "staff.passkey_added", &to, title, lead).security().queue(tx).await
}
