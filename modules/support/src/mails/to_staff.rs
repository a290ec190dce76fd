//! A customer has written in a request that a member of the staff has, or watches (SUP-13, SUP-17): they answer on its page or by mail.

use super::{About, how_to_answer, paragraphs};
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::{Letter, Recipient, Thread};

/// Queues it.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, to, thread): (&About, &Recipient, Thread),
    (text, files, takes_mail): (&str, i64, bool),
    request: gatehouse_core::Uuid,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let letter = Letter::new(cx, "support.to_staff", to)
        .subject(format!("Re: [{}] {}", about.number, about.subject))
        .in_thread(thread)
        .title(t.msg_mail_watched_title())
        .lead(t.msg_mail_watched_lead(&about.number))
        .lines(paragraphs(text, to.lang));
    let letter = if files > 0 { letter.line(t.msg_mail_files(files)) } else { letter };
    letter
        .button(t.msg_mail_open(), &format!("/staff/requests/{request}"))
        .after(how_to_answer(to.lang, takes_mail))
        .reason(t.msg_mail_watched_reason())
        .queue(tx)
        .await
}
