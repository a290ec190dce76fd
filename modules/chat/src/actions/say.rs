//! Somebody says something (SUP-20). The message has the number behind the last one, given under the lock of the chat's row: the order of numbers is
//! that of commits, and none is left out. Its sender gives it an id: sent again, because an answer was lost, it is the same message.

use super::{as_customer, as_staff, keep};
use crate::model::limits::{KEPT, MOST_MESSAGES, MOST_TEXT};
use crate::model::places::BODY;
use crate::model::state::{Author, Notice, State, Turn};
use crate::queries::live::{DESK, MOVED, TOPIC};
use crate::refusals::ChatRefusal;
use crate::rights::By;
use crate::tables::chat;
use crate::tables::chat_message::{Column, Entity, Model};
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::text::several_lines;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::limit::check_key;
use gatehouse_guard::{Budget, Limit};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// What a customer sends to their chat: 300 at once from a network, then two a second; 40 to one chat, then one every two seconds.
pub const SAYS: Budget = Budget::of_bearer(
    Limit { action: "chat.say", burst: 300, seconds_each: 1 },
    Limit { action: "chat.say_one", burst: 40, seconds_each: 2 },
);

/// That somebody types, which a page tells each three seconds: it takes nothing from what the network's messages have.
pub const TYPES: Budget = Budget::of_bearer(
    Limit { action: "chat.types", burst: 300, seconds_each: 1 },
    Limit { action: "chat.types_one", burst: 10, seconds_each: 2 },
);

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Say {
    /// What its sender calls the message; `None`: it is sent once.
    pub client: Option<Uuid>,
    /// The text.
    pub text: String,
}

/// A message that is added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NewMessage<'a> {
    pub client: Uuid,
    pub author: Author,
    pub staff: Option<Uuid>,
    pub text: Option<&'a str>,
    pub file: Option<Uuid>,
    pub notice: Option<Notice>,
}

impl<'a> NewMessage<'a> {
    /// A text of somebody.
    pub(crate) const fn text(client: Uuid, author: Author, staff: Option<Uuid>, text: &'a str) -> Self {
        Self { client, author, staff, text: Some(text), file: None, notice: None }
    }

    /// What the program says in between.
    pub(crate) fn notice(cx: &Cx, notice: Notice, staff: Option<Uuid>) -> Self {
        Self { client: cx.id(), author: Author::Machine, staff, text: None, file: None, notice: Some(notice) }
    }
}

/// The customer says something; returns the number of the message.
pub async fn say(cx: &Cx, chat: Uuid, by: impl Into<By<'_>>, input: &Say) -> Outcome<i64, ChatRefusal> {
    let by = by.into();
    SAYS.check(cx)?.or_refuse()?;
    let text = read(&input.text)?;
    let tx = cx.begin().await?;
    let mut row = as_customer(cx, &tx, chat, by).await?;
    // Counted of its customer alone: others take nothing of what it may send.
    SAYS.check_subject(cx, &chat.to_string())?.or_refuse()?;
    let client = input.client.unwrap_or_else(|| cx.id());
    let seq = add(cx, &tx, &mut row, &NewMessage::text(client, Author::Customer, None, &text)).await?;
    keep(&tx, &row).await?;
    tx.commit().await?;
    Ok(seq)
}

/// Messages of one member of the staff: 60 at once, then one a second.
const ANSWERS: Limit = Limit { action: "chat.answer", burst: 60, seconds_each: 1 };

/// The member of the staff who has the chat says something.
pub async fn say_as_staff(cx: &Cx, chat: Uuid, input: &Say) -> Outcome<i64, ChatRefusal> {
    let text = read(&input.text)?;
    let tx = cx.begin().await?;
    let (mut row, me) = as_staff(cx, &tx, chat).await?;
    check_key(cx, ANSWERS, &me.to_string())?.or_refuse()?;
    if row.state == State::Ended {
        return Err(refuse(ChatRefusal::Ended));
    }
    if row.staff_id != Some(me) {
        return Err(refuse(super::taken(cx, &row).await?));
    }
    let client = input.client.unwrap_or_else(|| cx.id());
    let seq = add(cx, &tx, &mut row, &NewMessage::text(client, Author::Staff, Some(me), &text)).await?;
    keep(&tx, &row).await?;
    tx.commit().await?;
    Ok(seq)
}

fn read(typed: &str) -> Outcome<String, ChatRefusal> {
    let mut reader = Reader::default();
    let text = typed_text(&mut reader, "text", typed);
    Ok(reader.finish(text).or_refuse()?)
}

/// A text of several lines that may not be empty.
pub(super) fn typed_text(reader: &mut Reader, field: &'static str, typed: &str) -> String {
    match several_lines(typed) {
        Ok(text) if text.is_empty() => reader.wrong(field, Wrong::Required),
        Ok(text) if text.chars().nth(MOST_TEXT).is_some() => reader.wrong(field, Wrong::TooLong(MOST_TEXT)),
        Ok(text) => return text,
        Err(c) => reader.wrong(field, Wrong::Unprintable(c)),
    }
    String::new()
}

/// Adds a message; answers its number, which is the one of before where it was sent before. The caller holds the row, and writes it.
pub(crate) async fn add(cx: &Cx, tx: &Tx, row: &mut chat::Model, new: &NewMessage<'_>) -> Outcome<i64, ChatRefusal> {
    let before = Entity::find().filter(Column::ChatId.eq(row.id)).filter(Column::ClientId.eq(new.client));
    if let Some(before) = before.one(&**tx).await? {
        return Ok(before.seq);
    }
    let is_human = new.author != Author::Machine;
    if is_human && row.state == State::Ended {
        return Err(refuse(ChatRefusal::Ended));
    }
    if is_human && row.last_seq >= MOST_MESSAGES {
        return Err(refuse(ChatRefusal::Full));
    }
    let (id, now) = (cx.id(), cx.now());
    let body = match new.text {
        Some(text) => {
            let key = subject::key(cx, &**tx, row.id).await?;
            Some(key.seal(cx.app.random.as_ref(), BODY, id, text.as_bytes())?)
        }
        None => None,
    };
    row.last_seq += 1;
    let message = Model {
        id,
        chat_id: row.id,
        seq: row.last_seq,
        client_id: new.client,
        author: new.author,
        staff_id: new.staff,
        body_sealed: body,
        file_id: new.file,
        is_copied: false,
        notice: new.notice,
        at: now,
    };
    Entity::insert(message.into_active_model()).exec_without_returning(&**tx).await?;
    if is_human {
        row.said_at = now;
        row.erase_at = now.plus(KEPT);
        let turn = if new.author == Author::Customer { Turn::Staff } else { Turn::Customer };
        if row.turn != turn {
            row.turn = turn;
            tell_desk(cx, tx);
        }
        let author = new.author.word();
        tx.after_commit(move || metrics::counter!("gatehouse_chat_messages_total", "author" => author).increment(1));
    }
    let (db, chat, seq) = (cx.db().clone(), row.id, row.last_seq);
    tx.after_commit(move || db.news().tell(TOPIC, chat, ""));
    Ok(seq)
}

/// Tells the console that its list is another one.
pub(crate) fn tell_desk(cx: &Cx, tx: &Tx) {
    let db = cx.db().clone();
    tx.after_commit(move || db.news().tell(TOPIC, DESK, MOVED));
}

/// Adds what the program says in between. The caller holds the row, and writes it.
pub(crate) async fn add_notice(
    cx: &Cx,
    tx: &Tx,
    row: &mut chat::Model,
    notice: Notice,
    staff: Option<Uuid>,
) -> Result<(), Fault> {
    match add(cx, tx, row, &NewMessage::notice(cx, notice, staff)).await {
        Ok(_) => Ok(()),
        Err(Stop::Broken(fault)) => Err(fault),
        // The program's own words have no bound.
        Err(Stop::Refused(refusal)) => Err(Fault::new(format!("a notice was refused: {refusal:?}"))),
    }
}
