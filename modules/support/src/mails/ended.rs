//! A request has ended, or will soon without an answer (SUP-9, SUP-10): how, and what to do if the matter is not over.

use super::{About, how_to_answer, paragraphs, reason};
use crate::model::status::Status;
use crate::queries::people::Told;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Thread;

/// Queues it; `why`: support's words.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, one, thread): (&About, &Told, Thread),
    (status, why, takes_mail): (Status, &str, bool),
) -> Result<Option<Uuid>, Fault> {
    let lang = one.to.lang;
    let t = crate::texts(lang);
    let number = about.number.as_str();
    let (title, lead, next) = match status {
        Status::SolvedNoInformation => {
            (t.msg_mail_no_information_title(), t.msg_mail_no_information_lead(number), how_to_answer(lang, takes_mail))
        }
        Status::CanceledExpired => {
            (t.msg_mail_expired_title(), t.msg_mail_expired_lead(number), t.msg_mail_expired_next())
        }
        Status::ClosedRedirected => {
            (t.msg_mail_redirected_title(), t.msg_mail_redirected_lead(number), t.msg_mail_new_one())
        }
        Status::CanceledBySupport => {
            (t.msg_mail_canceled_title(), t.msg_mail_canceled_lead(number), t.msg_mail_new_one())
        }
        Status::CanceledByUser => (t.msg_mail_canceled_title(), t.msg_mail_by_user_lead(number), t.msg_mail_new_one()),
        _ => (t.msg_mail_closed_title(), t.msg_mail_closed_lead(number), t.msg_mail_new_one()),
    };
    let letter = about
        .letter(cx, "support.ended", one, thread, false)?
        .title(title)
        .lead(lead)
        .lines(paragraphs(why, lang))
        .line(next);
    About::ended(cx, about.with_button(letter, one), one)?.reason(reason(one)).queued(tx).await
}
