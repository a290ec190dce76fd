//! What was said in a chat, for its customer (SUP-20).

use crate::model::transcript::{Line, parts};
use crate::tables::chat;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::{Letter, Recipient};

/// The most characters of a mail; the rest is on the page.
const MOST: usize = 60_000;

/// Queues it; with the chat stands its page, where its customer has one. `caused`: by a stranger, as far as is known.
pub(crate) async fn queue(
    cx: &Cx,
    tx: &Tx,
    to: &Recipient,
    (row, page): (&chat::Model, Option<&str>),
    lines: &[Line],
    caused: Option<&Caused>,
) -> Result<(), Fault> {
    let t = crate::texts(to.lang);
    let began = to.format(cx).date_time(row.started_at);
    let mut length = 0;
    let fits = lines.iter().take_while(|line| {
        length += line.at.chars().count() + line.who.chars().count() + line.text.chars().count() + 6;
        length <= MOST
    });
    let fits = fits.count();
    let shown = lines.get(..fits).unwrap_or_default();
    // A paragraph for each message.
    let mut letter = Letter::new(cx, "chat.transcript", to)
        .title(t.msg_mail_transcript_title())
        .lead(t.msg_mail_transcript_lead(began))
        .lines(shown.iter().flat_map(|line| parts(std::slice::from_ref(line), MOST)));
    if fits < lines.len() {
        letter = letter.line(t.msg_mail_transcript_cut());
    }
    if let Some(page) = page {
        letter = letter.button(t.msg_mail_transcript_open(), page);
    }
    if let Some(caused) = caused {
        letter = letter.caused(caused);
    }
    letter.reason(t.msg_mail_transcript_reason()).queue(tx).await
}
