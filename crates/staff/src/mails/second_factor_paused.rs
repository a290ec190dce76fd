//! Codes are not accepted for a day.

use super::{lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// Twenty wrong codes in a day.
pub(crate) async fn second_factor_paused(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_paused_title(), t.msg_mail_paused_lead());
    send(cx, tx, member, notice(cx, member, "staff.second_factor_paused", title, lead)).await
}
