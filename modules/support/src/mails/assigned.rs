//! A colleague has given a request to a member of the staff (SUP-17).

use super::{About, how_to_answer};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient, Thread};

/// Queues it.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, to, thread): (&About, &Recipient, Thread),
    takes_mail: bool,
    request: gatehouse_core::Uuid,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    Letter::new(cx, "support.assigned", to)
        .subject(format!("Re: [{}] {}", about.number, about.subject))
        .in_thread(thread)
        .title(t.msg_mail_assigned_title())
        .lead(t.msg_mail_assigned_lead(&about.number))
        .facts([(t.msg_mail_number(), about.number.clone()), (t.msg_mail_subject(), about.subject.clone())])
        .button(t.msg_mail_open(), &format!("/staff/requests/{request}"))
        .after(how_to_answer(to.lang, takes_mail))
        .reason(t.msg_mail_assigned_reason())
        .queue(tx)
        .await
}
