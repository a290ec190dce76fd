//! There is a new message in a request (SUP-13): what it says, and whose turn it is.

use super::{About, how_to_answer, paragraphs, reason};
use crate::model::file_link::files_link;
use crate::model::status::Status;
use crate::queries::people::Told;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Thread;

/// A message as it is told.
pub(crate) struct Said<'a> {
    /// It.
    pub message: Uuid,
    /// The text.
    pub text: &'a str,
    /// Files beside it.
    pub files: i64,
    /// The status behind it.
    pub status: Status,
    /// Support wrote it, or a person of the request.
    pub by_support: bool,
    /// Whether answers by mail arrive.
    pub takes_mail: bool,
}

/// Queues it.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    (about, one, thread): (&About, &Told, Thread),
    said: &Said<'_>,
) -> Result<Option<Uuid>, Fault> {
    let lang = one.to.lang;
    let t = crate::texts(lang);
    let (title, lead) = match (said.by_support, said.status) {
        (true, Status::AwaitingAnswer) => (t.msg_mail_awaiting_title(), t.msg_mail_awaiting_lead(&about.number)),
        (true, Status::SolutionProvided) => (t.msg_mail_solution_title(), t.msg_mail_solution_lead(&about.number)),
        (true, _) => (t.msg_mail_answer_title(), t.msg_mail_answer_lead(&about.number)),
        (false, _) => (t.msg_mail_message_title(), t.msg_mail_message_lead(&about.number)),
    };
    let letter = about
        .letter(cx, "support.answer", one, thread, false)?
        .title(title)
        .lead(lead)
        .lines(paragraphs(said.text, lang));
    let letter = match (said.files, one.to.account) {
        (0, _) => letter,
        (files, Some(_)) => letter.line(t.msg_mail_files(files)),
        // Who has no page gets them by a link of their own.
        (files, None) => {
            let link = files_link(cx, one.person, said.message)?;
            letter.line(t.msg_mailed_line(files)).button(t.msg_mailed_button(), &link)
        }
    };
    let letter = about.with_button(letter, one).after(how_to_answer(lang, said.takes_mail));
    About::ended(cx, letter, one)?.reason(reason(one)).queued(tx).await
}
