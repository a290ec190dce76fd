//! New recovery codes were made.

use super::{lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// The recovery codes are others.
pub(crate) async fn recovery_codes_renewed(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_codes_title(), t.msg_mail_codes_lead());
    send(cx, tx, member, notice(cx, member, "staff.recovery_codes_renewed", title, lead)).await
}
