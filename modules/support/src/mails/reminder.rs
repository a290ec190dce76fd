//! Support waits for an answer (SUP-10), on day 3 and 7.

use super::{About, how_to_answer, reason};
use crate::queries::people::Told;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Thread;

/// Queues it; `ends`: when the request ends without an answer.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, one, thread): (&About, &Told, Thread),
    ends: Moment,
    takes_mail: bool,
) -> Result<Option<Uuid>, Fault> {
    let t = crate::texts(one.to.lang);
    let day = one.to.format(cx).date(ends);
    let letter = about
        .letter(cx, "support.reminder", one, thread, false)?
        .title(t.msg_mail_reminder_title())
        .lead(t.msg_mail_reminder_lead(&about.number))
        .line(t.msg_mail_reminder_ends(day))
        .line(how_to_answer(one.to.lang, takes_mail));
    About::ended(cx, about.with_button(letter, one), one)?.reason(reason(one)).queued(tx).await
}
