//! Licensing clerks and administrators are told that a decoy code was presented (LIC-4).

use crate::queries::staff_home::ALARM;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail to one of them. It names neither code nor network: those are in the log.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "licenses.decoy_presented", to)
        .title(t.msg_mail_decoy_title())
        .lead(t.msg_mail_decoy_lead(to.format(cx).date_time(cx.now())))
        .line(t.msg_decoy_presented_text())
        .button(t.msg_mail_decoy_button(), &format!("/staff/audit?kind={ALARM}"))
        .after(t.msg_mail_decoy_next())
        .reason(t.msg_mail_decoy_reason())
        .queue(tx)
        .await
}
