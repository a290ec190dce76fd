//! An authenticator app was connected.

use super::{lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// An app was connected: whoever did it has both factors from now on.
pub(crate) async fn second_factor_connected(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_connected_title(), t.msg_mail_connected_lead());
    send(cx, tx, member, notice(cx, member, "staff.second_factor_connected", title, lead)).await
}
