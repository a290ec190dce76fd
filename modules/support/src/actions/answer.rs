//! A customer answers (SUP-12): on the page, or by mail. What waited for them is processed again; what has ended is not opened again, a new request
//! names its number.

use super::acting::{Customer, customer};
use super::mail_in::{Sent, give};
use super::message::{NewMessage, Writer, add, keep_uploads};
use super::open_request::text;
use super::step::{Doer, happened, move_on};
use super::tell;
use crate::events::{CUSTOMER_ANSWERED, of_account};
use crate::model::files::of_answer;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::status::Status;
use crate::refusals::RequestRefusal;
use crate::signals::RequestAnswered;
use crate::tables::{request, request_draft};
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::Limit;
use gatehouse_guard::limit::check_key;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::Deserialize;
use serde_json::json;

/// Messages of one account: 20 at once, then one a minute.
const ANSWERS: Limit = Limit { action: "support.answer", burst: 20, seconds_each: 60 };

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// The text.
    pub text: String,
}

/// A message of a person of the request, however it came.
pub(crate) struct Incoming<'a> {
    pub channel: MessageChannel,
    pub writer: Writer,
    pub text: &'a str,
    /// Cleaned already; of mails.
    pub html: Option<&'a str>,
    /// The mail as it came in.
    pub raw_mail: Option<Uuid>,
    pub takes_files: bool,
    /// What was attached to the mail.
    pub files: &'a [Sent],
    /// What waits for the customer is processed again.
    pub moves: bool,
}

/// Adds the answer; `company`: of the page's scope. Returns the message.
pub async fn answer(cx: &Cx, company: Option<Uuid>, request: Uuid, input: &Answer) -> Outcome<Uuid, RequestRefusal> {
    let mut reader = Reader::default();
    let text = text(&mut reader, "text", &input.text);
    reader.finish(()).or_refuse()?;
    if let Some(account) = cx.actor.account() {
        check_key(cx, ANSWERS, &account.to_string())?.or_refuse()?;
    }
    let tx = cx.begin().await?;
    let Customer { seen, doer } = customer(cx, &tx, company, request).await?;
    let writer = Writer { account: Some(seen.account()), member: seen.member(), person: seen.person(), staff: None };
    let mut row = seen.into_row();
    let incoming = Incoming {
        channel: MessageChannel::Web,
        writer,
        text: &text,
        html: None,
        raw_mail: None,
        takes_files: true,
        files: &[],
        moves: true,
    };
    let message = receive(cx, &tx, &mut row, doer, &incoming).await?;
    // What was begun is sent now.
    request_draft::Entity::delete_many()
        .filter(request_draft::Column::RequestId.eq(request))
        .filter(request_draft::Column::AccountId.eq(writer.account))
        .exec(&*tx)
        .await?;
    cx.once(&tx, message).await?;
    tx.commit().await?;
    Ok(message)
}

/// Adds what a person of the request wrote; a step of answering by page and by mail. The caller holds the row.
pub(crate) async fn receive(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    doer: Doer,
    incoming: &Incoming<'_>,
) -> Outcome<Uuid, RequestRefusal> {
    if row.status.is_final() {
        return Err(refuse(RequestRefusal::Ended));
    }
    if let Some(other) = row.merged_into {
        return Err(refuse(RequestRefusal::Merged(number_of(tx, other).await?)));
    }
    let new = NewMessage {
        channel: incoming.channel,
        audience: Audience::Public,
        author: Author::Customer,
        writer: incoming.writer,
        text: incoming.text,
        html: incoming.html,
        raw_mail: incoming.raw_mail,
        unconfirmed: false,
        is_solution: false,
        takes_files: incoming.takes_files,
    };
    if let Some(account) = incoming.writer.account.filter(|_| incoming.takes_files) {
        let uploads = of_answer(cx, row.id, account);
        let kept = keep_uploads(cx, tx, row.id, incoming.writer, uploads).await;
        kept.map_err(|stop| stop.map(RequestRefusal::Upload))?;
    }
    let message = add(cx, tx, row, &new).await?;
    give(cx, tx, row, &message, incoming.files).await?;
    row.updated_at = cx.now();
    let facts = json!({ "message": message.id, "channel": incoming.channel.word() });
    if row.status == Status::Processing || !incoming.moves {
        happened(cx, tx, row, doer, ("asked", None, None), facts).await?;
    } else {
        move_on(cx, tx, row, Status::Processing, doer, facts).await.map_err(|stop| stop.map(RequestRefusal::Step))?;
    }
    tell::answered(cx, tx, row, &message, incoming.text).await?;
    let line = CUSTOMER_ANSWERED.about(row.id).with(json!({ "channel": incoming.channel.word() }));
    cx.audit(tx, of_account(line, row.account_id)).await?;
    cx.raise(tx, RequestAnswered { request: row.id, message: message.id, by: doer.by }).await?;
    Ok(message.id)
}

/// The number of another request, for a refusal.
pub(crate) async fn number_of(tx: &Tx, id: Uuid) -> Result<String, Fault> {
    Ok(request::Entity::find_by_id(id).one(&**tx).await?.map(|row| row.number).unwrap_or_default())
}
