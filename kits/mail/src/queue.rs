//! Queueing mails and reading them back.

use crate::attached::Attached;
use crate::table::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_jobs::table::job;
use gatehouse_jobs::{NewJob, enqueue, enqueue_all};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use serde::{Deserialize, Serialize};

/// The job that sends one mail.
pub const SEND: &str = "mail.send";
/// Tries before a mail is a dead letter: with the outbox's backoff, about two days.
const ATTEMPTS: i64 = 55;

/// A rendered mail.
#[derive(Clone)]
pub struct Mail {
    /// Which mail, such as `accounts.confirm`; for staff, tests and counters.
    pub kind: &'static str,
    /// The address.
    pub to: String,
    /// The recipient's account, if they have one.
    pub account: Option<Uuid>,
    /// The subject key that seals the mail: the account's id, or the order's where there is no account.
    pub sealed_by: Uuid,
    /// The language it is written in.
    pub lang: Lang,
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The address of the single click that ends such mails ([`crate::switch`]); where they have a switch.
    pub one_click: Option<String>,
    /// Its place in a conversation; most mails have none.
    pub thread: Option<Thread>,
    /// What it brings along; made when it is sent.
    pub attached: Vec<Attached>,
}

/// The place of a mail in a conversation, by which mail programs sort it and answers find their way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its own `Message-ID`, without brackets; the mails of one message to several people share it.
    pub message_id: String,
    /// The `Message-ID` of what it answers.
    #[serde(default)]
    pub in_reply_to: Option<String>,
    /// The conversation, oldest first.
    #[serde(default)]
    pub references: Vec<String>,
    /// Where answers go.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// Where mail systems tell that it could not be delivered: the sender of its envelope. `None`: the operator's own.
    #[serde(default)]
    pub bounces_to: Option<String>,
    /// A head line by which this installation knows its own mails, name and value.
    #[serde(default)]
    pub instance: Option<(String, String)>,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
pub struct Content {
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The address of the single click that ends such mails. Mails that were queued before there was one have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_click: Option<String>,
    /// Its place in a conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thread: Option<Thread>,
    /// What it brings along, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attached: Vec<Attached>,
}

/// A mail opened for sending or for the development page.
pub struct Opened {
    /// The row.
    pub row: Model,
    /// The address.
    pub to: String,
    /// The content; `None` once it was cleared.
    pub content: Option<Content>,
}

/// Queues a mail with the change that causes it.
pub async fn queue(cx: &Cx, tx: &Tx, mail: Mail) -> Result<Uuid, Fault> {
    let id = cx.id();
    let key = subject::key(cx, &**tx, mail.sealed_by).await?;
    Entity::insert(row(cx, id, &key, mail)?).exec_without_returning(&**tx).await?;
    enqueue(cx, tx, sending(id)).await?;
    Ok(id)
}

/// Queues many, by one statement for the mails and one for the jobs that send them; some hundreds at the most. A mail of somebody whose key
/// is gone is for nobody.
pub async fn queue_all(cx: &Cx, tx: &Tx, mails: Vec<Mail>) -> Result<(), Fault> {
    if mails.is_empty() {
        return Ok(());
    }
    let mut readers: Vec<Uuid> = mails.iter().map(|mail| mail.sealed_by).collect();
    readers.sort_unstable();
    readers.dedup();
    let keys = subject::keys(cx, &**tx, &readers).await?;
    let (mut rows, mut jobs) = (Vec::with_capacity(mails.len()), Vec::with_capacity(mails.len()));
    for mail in mails {
        let Some(key) = keys.get(&mail.sealed_by) else { continue };
        let id = cx.id();
        rows.push(row(cx, id, key, mail)?);
        jobs.push(sending(id));
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    enqueue_all(cx, tx, jobs).await
}

fn sending(mail: Uuid) -> NewJob {
    let mut job = NewJob::new(SEND, serde_json::json!({ "mail": mail }));
    job.max_attempts = ATTEMPTS;
    job
}

/// The row of a mail, sealed by its reader's key.
fn row(cx: &Cx, id: Uuid, key: &SubjectKey, mail: Mail) -> Result<ActiveModel, Fault> {
    let random = cx.app.random.as_ref();
    let Mail { subject, text, html, one_click, thread, attached, .. } = mail;
    let content = serde_json::to_vec(&Content { subject, text, html, one_click, thread, attached })?;
    Ok(ActiveModel {
        id: Set(id),
        kind: Set(mail.kind.to_owned()),
        lang: Set(mail.lang.tag().to_owned()),
        account_id: Set(mail.account),
        subject_key_id: Set(mail.sealed_by),
        recipient_sealed: Set(key.seal(random, "mail.recipient_sealed", id, mail.to.as_bytes())?),
        content_sealed: Set(Some(key.seal(random, "mail.content_sealed", id, &content)?)),
        queued_at: Set(cx.now()),
        sent_at: Set(None),
    })
}

/// Opens a mail; `None` when it or its key is gone.
pub async fn open(cx: &Cx, id: Uuid) -> Result<Option<Opened>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let mut keys = subject::keys(cx, cx.read(), &[row.subject_key_id]).await?;
    keys.remove(&row.subject_key_id).map(|key| unseal(&key, row)).transpose()
}

/// The latest mails, newest first, at most `most`; for the development page and tests.
pub async fn latest(cx: &Cx, most: u64) -> Result<Vec<Opened>, Fault> {
    let rows =
        Entity::find().order_by_desc(Column::QueuedAt).order_by_desc(Column::Id).limit(most).all(cx.read()).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.subject_key_id).collect();
    let keys = subject::keys(cx, cx.read(), &ids).await?;
    rows.into_iter().filter_map(|row| keys.get(&row.subject_key_id).map(|key| unseal(key, row))).collect()
}

fn unseal(key: &SubjectKey, row: Model) -> Result<Opened, Fault> {
    let to = key.open_text("mail.recipient_sealed", row.id, &row.recipient_sealed)?;
    let content = match &row.content_sealed {
        Some(sealed) => Some(serde_json::from_slice(&key.open("mail.content_sealed", row.id, sealed)?)?),
        None => None,
    };
    Ok(Opened { row, to, content })
}

/// Marks a mail as sent and clears its content, unless this is a development instance.
pub(crate) async fn mark_sent(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    let mut update = Entity::update_many().col_expr(Column::SentAt, Expr::value(cx.now().0));
    if !cx.app.settings.development {
        update = update.col_expr(Column::ContentSealed, Expr::value(None::<Vec<u8>>));
    }
    update.filter(Column::Id.eq(id)).exec(&**tx).await?;
    Ok(())
}

/// Clears the content of the mail that a discarded job was to send: it holds links and codes that nobody gets any
/// more. Does nothing for a job of another kind. Called in the transaction that discards the job.
pub async fn forget_discarded(tx: &Tx, job: &job::Model) -> Result<(), Fault> {
    if job.kind != SEND {
        return Ok(());
    }
    let payload = serde_json::from_str::<serde_json::Value>(&job.payload).unwrap_or_default();
    let id = payload.get("mail").and_then(serde_json::Value::as_str).and_then(|text| Uuid::parse_str(text).ok());
    // A job that names no mail is dead for that reason, and must not be in the way of throwing it away.
    let Some(id) = id else { return Ok(()) };
    Entity::update_many()
        .col_expr(Column::ContentSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Deletes every mail that this subject's key seals, sent or not, when what it is about is erased: of somebody who has no account.
pub async fn forget_subject(tx: &Tx, subject: Uuid) -> Result<u64, Fault> {
    let of_nobody = Entity::delete_many().filter(Column::SubjectKeyId.eq(subject)).filter(Column::AccountId.is_null());
    Ok(of_nobody.exec(&**tx).await?.rows_affected)
}

/// Deletes every mail to an account, sent or not, when the account is erased (ACC-17). A mail that must
/// still go out afterwards is queued after this call.
pub async fn forget_account(tx: &Tx, account: Uuid) -> Result<u64, Fault> {
    Ok(Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?.rows_affected)
}
