//! A customer has written in a request: to the members of the staff who have or follow it (SUP-17). Nothing of what was written stands in it.

use crate::tables::request;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues it.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, row: &request::Model) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "support.watched", to)
        .subject(format!("[{}] {}", row.number, t.msg_mail_watched_title()))
        .title(t.msg_mail_watched_title())
        .lead(t.msg_mail_watched_lead(&row.number))
        .facts([(t.msg_mail_number(), row.number.clone()), (t.msg_mail_category(), row.category.name(to.lang))])
        .button(t.msg_mail_open(), &format!("/staff/requests/{}", row.id))
        .reason(t.msg_mail_watched_reason())
        .queue(tx)
        .await
}
