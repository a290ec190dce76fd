//! Every member is told that the company was deleted, and until when it can be restored (COM-11).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient};

/// Queues the mail to one of them.
pub(crate) async fn queue(cx: &Cx, tx: &Tx, to: &Recipient, company: &company::Model) -> Result<(), Fault> {
    let (Some(at), Some(until)) = (company.deleted_at, company.purge_at) else { return Ok(()) };
    let (t, name) = (crate::texts(to.lang), company.name.as_str());
    Letter::new(cx, "companies.deleted", to)
        .title(t.msg_mail_deleted_title(name))
        .lead(t.msg_mail_deleted_lead(name, to.moment(cx, at)))
        .line(t.msg_mail_deleted_access())
        .line(t.msg_mail_deleted_restore(to.moment(cx, until)))
        .reason(t.msg_mail_reason_user(name))
        .queue(tx)
        .await
}
