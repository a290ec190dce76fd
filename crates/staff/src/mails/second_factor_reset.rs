//! The second factor was reset.

use super::{lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// An administrator took the second factor away.
pub(crate) async fn second_factor_reset(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_reset_title(), t.msg_mail_reset_lead());
    send(cx, tx, member, notice(cx, member, "staff.second_factor_reset", title, lead)).await
}
