//! Mails about requests are paused, because something writes in a circle (SUP-13): told to who leads support, so that they look for it.

use crate::rights::LEADS;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, staff};

/// Queues it for each of them.
pub(crate) async fn queue(cx: &Cx, tx: &Tx) -> Result<(), Fault> {
    for to in staff::with_roles(cx, tx, LEADS).await? {
        let t = crate::texts(to.lang);
        Letter::new(cx, "support.notices_paused", &to)
            .title(t.msg_mail_paused_title())
            .lead(t.msg_mail_paused_lead())
            .line(t.msg_mail_paused_next())
            .button(t.msg_mail_paused_open(), "/staff/requests")
            .reason(t.msg_mail_apns_ends_reason())
            .queue(tx)
            .await?;
    }
    Ok(())
}
