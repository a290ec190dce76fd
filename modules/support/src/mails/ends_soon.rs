//! The license or the contract of a request ends, and the request with it unless something is done (SUP-10).

use super::{About, reason};
use crate::queries::people::Told;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Thread;

/// Queues it; `ends`: when the request is canceled.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, one, thread): (&About, &Told, Thread),
    ends: Moment,
) -> Result<Option<Uuid>, Fault> {
    let t = crate::texts(one.to.lang);
    let day = one.to.format(cx).date(ends);
    let letter = about
        .letter(cx, "support.ends_soon", one, thread, false)?
        .title(t.msg_mail_ends_soon_title())
        .lead(t.msg_mail_ends_soon_lead(&about.number, day))
        .line(t.msg_mail_ends_soon_next());
    About::ended(cx, about.with_button(letter, one), one)?.reason(reason(one)).queued(tx).await
}
