//! Every member is told that the company was deleted, and until when it can be restored (COM-11).

use crate::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment};
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Reasoned, Recipient};

/// Queues the mails to some hundreds of them.
pub(crate) async fn queue_all(cx: &Cx, tx: &Tx, all: &[Recipient], company: &company::Model) -> Result<(), Fault> {
    let (Some(at), Some(until)) = (company.deleted_at, company.purge_at) else { return Ok(()) };
    let mails = all.iter().filter_map(|to| letter(cx, to, &company.name, (at, until)).written().transpose());
    gatehouse_mail::queue_all(cx, tx, mails.collect::<Result<_, _>>()?).await
}

fn letter<'a>(cx: &'a Cx, to: &'a Recipient, name: &str, (at, until): (Moment, Moment)) -> Reasoned<'a> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "companies.deleted", to)
        .title(t.msg_mail_deleted_title(name))
        .lead(t.msg_mail_deleted_lead(name, to.moment(cx, at)))
        .line(t.msg_mail_deleted_access())
        .line(t.msg_mail_deleted_restore(to.moment(cx, until)))
        .reason(t.msg_mail_reason_user(name))
}
