//! Support answers (SUP-13): a message, and what becomes of the request with it: it goes on, waits for the customer, or has a solution. The
//! message and the status are one change, and the first answer of a human uses the unit of a contract.

use super::acting::{agent, unchanged};
use super::answer::number_of;
use super::mail_in::{Sent, give};
use super::message::{NewMessage, Writer, add, take_uploads};
use super::open_request::text;
use super::quota;
use super::save_canned::used;
use super::step::{Doer, happened, move_on};
use super::tell;
use super::vouch_file::vouch_sent;
use crate::events::{NOTED, STAFF_ANSWERED, of_account};
use crate::model::files::of_staff;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::refusals::RequestRefusal;
use crate::signals::RequestAnswered;
use crate::tables::request;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use serde::Deserialize;
use serde_json::json;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct StaffAnswer {
    /// The text.
    pub text: String,
    /// The word of the status that follows: `awaiting_answer`, `solution_provided`, or empty: it stays.
    pub becomes: String,
    /// The version that the page showed; missing: whichever it is.
    pub version: Option<i64>,
    /// The canned answer that it was made of.
    pub canned: Option<Uuid>,
    /// The sender vouches for its files, which no scanner has found clean.
    pub vouches: bool,
}

/// Adds the answer; returns the message.
pub async fn answer_as_staff(cx: &Cx, request: Uuid, input: &StaffAnswer) -> Outcome<Uuid, RequestRefusal> {
    let mut reader = Reader::default();
    let text = text(&mut reader, "text", &input.text);
    let becomes = match input.becomes.trim() {
        "" => None,
        word => match Status::from_word(word) {
            Some(to @ (Status::AwaitingAnswer | Status::SolutionProvided)) => Some(to),
            _ => {
                reader.wrong("becomes", Wrong::Choice);
                None
            }
        },
    };
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    unchanged(&row, input.version)?;
    let writer = Writer { staff: cx.actor.id(), ..Writer::default() };
    let with = With::Uploads { is_confirmed: input.vouches };
    let message = send_with(cx, &tx, &mut row, doer, (writer, MessageChannel::Web), (&text, becomes), with).await?;
    if let Some(canned) = input.canned {
        used(cx, &tx, canned).await?;
    }
    cx.audit(&tx, of_account(STAFF_ANSWERED.about(request), row.account_id)).await?;
    cx.once(&tx, message).await?;
    tx.commit().await?;
    Ok(message)
}

/// Adds a message that the customer sees, and the status that comes with it. The caller holds the row. Also what the program answers itself
/// (`By::Machine`), which stops no clock and uses no unit.
pub(crate) async fn send(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    doer: Doer,
    (writer, channel): (Writer, MessageChannel),
    said: (&str, Option<Status>),
) -> Outcome<Uuid, RequestRefusal> {
    send_with(cx, tx, row, doer, (writer, channel), said, With::Nothing).await
}

/// What an answer by mail has besides its text.
#[derive(Clone, Copy)]
pub(crate) struct Came<'a> {
    /// Cleaned already.
    pub html: Option<&'a str>,
    /// The mail as it came in.
    pub raw_mail: Uuid,
    /// What was attached to it.
    pub files: &'a [Sent],
}

/// What an answer has besides its text.
#[derive(Clone, Copy)]
pub(crate) enum With<'a> {
    /// What the program has put there for it, or nothing.
    Nothing,
    /// It came by mail.
    Mail(Came<'a>),
    /// What its writer has uploaded for answers to this request.
    Uploads {
        /// They vouch for it.
        is_confirmed: bool,
    },
}

/// The same, with more than the text.
pub(crate) async fn send_with(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    doer: Doer,
    (writer, channel): (Writer, MessageChannel),
    (text, becomes): (&str, Option<Status>),
    with: With<'_>,
) -> Outcome<Uuid, RequestRefusal> {
    if row.status.is_final() {
        return Err(refuse(RequestRefusal::Ended));
    }
    if let Some(other) = row.merged_into {
        return Err(refuse(RequestRefusal::Merged(number_of(tx, other).await?)));
    }
    let becomes = becomes.filter(|to| *to != row.status);
    let is_human = doer.by == By::Staff;
    let came = match with {
        With::Mail(came) => Some(came),
        With::Nothing | With::Uploads { .. } => None,
    };
    let new = NewMessage {
        channel,
        audience: Audience::Public,
        author: if is_human { Author::Staff } else { Author::Machine },
        writer,
        text,
        html: came.and_then(|came| came.html),
        raw_mail: came.map(|came| came.raw_mail),
        unconfirmed: false,
        is_solution: becomes == Some(Status::SolutionProvided),
        // Those of staff are bound to this one message.
        takes_files: !is_human,
    };
    let message = add(cx, tx, row, &new).await?;
    give(cx, tx, row, &message, came.map_or(&[], |came| came.files)).await?;
    if let (With::Uploads { is_confirmed }, Some(staff)) = (with, writer.staff) {
        let uploads = of_staff(cx, row.id, staff, Audience::Public);
        let files = take_uploads(cx, tx, row, &message, uploads).await;
        let files = files.map_err(|stop| stop.map(RequestRefusal::Upload))?;
        vouch_sent(cx, tx, &files, is_confirmed).await?;
    }
    row.updated_at = cx.now();
    if is_human {
        row.first_answer_at = row.first_answer_at.or_else(|| Some(cx.now()));
    }
    let facts = json!({ "message": message.id });
    match becomes {
        None => happened(cx, tx, row, doer, ("answered", None, None), facts).await?,
        Some(to) => move_on(cx, tx, row, to, doer, facts).await.map_err(|stop| stop.map(RequestRefusal::Step))?,
    }
    if is_human {
        quota::consume(cx, tx, row, doer).await?;
    }
    tell::answered(cx, tx, row, &message, text).await?;
    cx.raise(tx, RequestAnswered { request: row.id, message: message.id, by: doer.by }).await?;
    Ok(message.id)
}

/// What was typed as a note.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The text.
    pub text: String,
}

/// Adds a note that only staff see; returns the message.
pub async fn add_note(cx: &Cx, request: Uuid, input: &Note) -> Outcome<Uuid, RequestRefusal> {
    let mut reader = Reader::default();
    let text = text(&mut reader, "text", &input.text);
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await?;
    let new = NewMessage {
        channel: MessageChannel::Web,
        audience: Audience::Internal,
        author: Author::Staff,
        writer: Writer { staff: cx.actor.id(), ..Writer::default() },
        text: &text,
        html: None,
        raw_mail: None,
        unconfirmed: false,
        is_solution: false,
        takes_files: false,
    };
    let message = add(cx, &tx, &mut row, &new).await?;
    if let Some(staff) = message.staff_id {
        let uploads = of_staff(cx, request, staff, Audience::Internal);
        let files = take_uploads(cx, &tx, &row, &message, uploads).await;
        files.map_err(|stop| stop.map(RequestRefusal::Upload))?;
    }
    happened(cx, &tx, &mut row, doer, ("noted", None, None), json!({ "message": message.id })).await?;
    cx.audit(&tx, NOTED.about(request)).await?;
    cx.once(&tx, message.id).await?;
    tx.commit().await?;
    Ok(message.id)
}
