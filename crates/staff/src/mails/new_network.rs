//! A sign-in from a network that the member never signed in from before.

use super::{Letter, lang_of, notice, send};
use crate::contacts::Member;
use gatehouse_core::Fault;
use gatehouse_db::{Cx, Tx};

/// A sign-in from a new network; the button leads to the sessions.
pub(crate) async fn new_network(cx: &Cx, tx: &Tx, member: &Member) -> Result<(), Fault> {
    let t = crate::texts(lang_of(member));
    let (title, lead) = (t.msg_mail_network_title(), t.msg_mail_network_lead());
    let button = Some((t.msg_mail_network_button(), format!("{}/staff/profile", cx.app.settings.staff_origin())));
    let letter = Letter { button, ..notice(cx, member, "staff.new_network", title, lead) };
    send(cx, tx, member, letter).await
}
