//! Queueing text messages and ending them.

use crate::messages::Admitted;
use crate::number::PhoneNumber;
use crate::table::{ActiveModel, Column, Entity, Model, Outcome};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, HOUR, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_jobs::table::job;
use gatehouse_jobs::{NewJob, enqueue};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

/// The job that sends one message.
pub const SEND: &str = "messages.send";
/// Tries; messages lose their use before, and each try may cost money where an answer got lost.
const ATTEMPTS: i64 = 8;
/// The longest use of a message. One that reaches further was queued by a clock that was ahead.
const LONGEST: i64 = HOUR;
const NUMBER: &str = "text_message.number_sealed";
const CONTENT: &str = "text_message.content_sealed";

/// A text message.
pub struct TextMessage<'a> {
    /// Which message, such as `accounts.code`; for the owner's data and tests.
    pub kind: &'static str,
    /// Whom it goes to.
    pub to: &'a PhoneNumber,
    /// Whose account it is about; its key seals the message.
    pub account: Uuid,
    /// What it says.
    pub text: Secret<String>,
    /// After this it is of no use; an hour from now at most.
    pub expires: Moment,
}

/// A message opened for sending.
pub struct Opened {
    /// The row.
    pub row: Model,
    /// Number and text; `None` once it ended.
    pub content: Option<(String, Secret<String>)>,
}

/// Queues a message with the change that causes it.
pub async fn queue(cx: &Cx, tx: &Tx, message: TextMessage<'_>, admitted: Admitted) -> Result<Uuid, Fault> {
    let (TextMessage { kind, to, account, text, expires }, Admitted(())) = (message, admitted);
    let id = cx.id();
    let key = subject::key(cx, &**tx, account).await?;
    let random = cx.app.random.as_ref();
    let row = ActiveModel {
        id: Set(id),
        kind: Set(kind.to_owned()),
        account_id: Set(Some(account)),
        subject_key_id: Set(account),
        number_sealed: Set(Some(key.seal(random, NUMBER, id, to.e164().as_bytes())?)),
        content_sealed: Set(Some(key.seal(random, CONTENT, id, text.expose().as_bytes())?)),
        queued_at: Set(cx.now()),
        expires_at: Set(expires),
        ended_at: Set(None),
        outcome: Set(None),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let mut job = NewJob::new(SEND, serde_json::json!({ "message": id }));
    job.max_attempts = ATTEMPTS;
    enqueue(cx, tx, job).await?;
    Ok(id)
}

/// Opens a message; `None` when it or its key is gone.
pub async fn open(cx: &Cx, id: Uuid) -> Result<Option<Opened>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let Some(key) = subject::keys(cx, cx.read(), &[row.subject_key_id]).await?.remove(&row.subject_key_id) else {
        return Ok(None);
    };
    let content = match (&row.number_sealed, &row.content_sealed) {
        (Some(number), Some(content)) => {
            Some((key.open_text(NUMBER, id, number)?, Secret::new(key.open_text(CONTENT, id, content)?)))
        }
        _ => None,
    };
    Ok(Some(Opened { row, content }))
}

/// Whether a message is still of use.
pub(crate) fn is_of_use(row: &Model, now: Moment) -> bool {
    row.expires_at.is_within(now, LONGEST)
}

/// Ends a message; its number and its text are gone.
pub(crate) async fn end(cx: &Cx, tx: &Tx, id: Uuid, outcome: Outcome) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(cx.now().0))
        .col_expr(Column::Outcome, Expr::value(outcome.word()))
        .col_expr(Column::NumberSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ContentSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Clears the message that a discarded job was to send. Does nothing for a job of another kind. Called in the transaction that discards
/// the job.
pub async fn forget_discarded(cx: &Cx, tx: &Tx, job: &job::Model) -> Result<(), Fault> {
    if job.kind != SEND {
        return Ok(());
    }
    let payload = serde_json::from_str::<serde_json::Value>(&job.payload).unwrap_or_default();
    let id = payload.get("message").and_then(serde_json::Value::as_str).and_then(|text| Uuid::parse_str(text).ok());
    // A job that names no message is dead for that reason, and must not be in the way of throwing it away.
    let Some(id) = id else { return Ok(()) };
    end(cx, tx, id, Outcome::Expired).await
}

/// Deletes every message of an account, sent or not, when the account is erased (ACC-17).
pub async fn forget_account(tx: &Tx, account: Uuid) -> Result<u64, Fault> {
    Ok(Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?.rows_affected)
}
