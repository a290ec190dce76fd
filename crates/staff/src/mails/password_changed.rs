//! The password was changed.

use super::{lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// The password is another one.
pub(crate) async fn password_changed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_password_title(), t.msg_mail_password_lead());
    send(cx, tx, member, notice(cx, member, "staff.password_changed", title, lead)).await
}
