//! The messages of an import, sealed under their request's key.

use super::people::Writes;
use super::{Importing, Taken};
use crate::actions::index;
use crate::actions::step::hold;
use crate::model::import::item::{Item, of_request};
use crate::model::import::refused::ItemRefused;
use crate::model::import::{ImportedMessage, ImportedRequest, MOST_MESSAGES, RowWrong};
use crate::model::message::{Audience, Author, MOST_RECEIVED, MessageChannel};
use crate::model::places::BODY;
use crate::tables::{import_item, request, request_message};
use gatehouse_context::subject;
use gatehouse_core::{Fault, Lang, Moment, Outcome, refuse};
use gatehouse_seal::SubjectKey;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// Rows of one statement.
const PART: usize = 200;

impl Importing<'_> {
    /// The messages, and a note of what the other program knew besides.
    pub(super) async fn write(
        &self,
        row: &request::Model,
        key: &SubjectKey,
        (asked, writers): (&ImportedRequest, &HashMap<String, Writes>),
        messages: &[ImportedMessage],
    ) -> Result<(), Fault> {
        let mut rows = Vec::with_capacity(messages.len() + 1);
        for (message, seq) in messages.iter().zip(1..) {
            let is_staff = self.is_of_staff(message, asked);
            let named = message.author.as_deref().unwrap_or_default();
            let writes = if is_staff { Writes::default() } else { writers.get(named).copied().unwrap_or_default() };
            let author = if is_staff { Author::Staff } else { Author::Customer };
            rows.push(self.sealed(row, key, (seq, message.at, is_public(message)), (author, writes), &message.body)?);
        }
        let seq = i64::try_from(rows.len())? + 1;
        let note = self.note(asked, messages);
        let of_note = (seq, self.cx.now(), false);
        rows.push(self.sealed(row, key, of_note, (Author::Machine, Writes::default()), &note)?);
        request::Entity::update_many()
            .col_expr(request::Column::Messages, Expr::value(seq))
            .filter(request::Column::Id.eq(row.id))
            .exec(&**self.tx)
            .await?;
        let mut rows =
            rows.into_iter().map(|row| -> request_message::ActiveModel { row.into_active_model() }).peekable();
        while rows.peek().is_some() {
            let part: Vec<request_message::ActiveModel> = rows.by_ref().take(PART).collect();
            request_message::Entity::insert_many(part).exec_without_returning(&**self.tx).await?;
        }
        Ok(())
    }

    pub(super) fn sealed(
        &self,
        row: &request::Model,
        key: &SubjectKey,
        (seq, at, is_public): (i64, Moment, bool),
        (author, writes): (Author, Writes),
        text: &str,
    ) -> Result<request_message::Model, Fault> {
        let id = self.cx.id();
        let text: String = text.chars().take(MOST_RECEIVED).collect();
        Ok(request_message::Model {
            id,
            request_id: row.id,
            seq,
            channel: MessageChannel::Import,
            audience: if is_public { Audience::Public } else { Audience::Internal },
            author,
            account_id: writes.account,
            member_id: writes.member,
            person_id: writes.person,
            staff_id: None,
            body_sealed: Some(key.seal(self.cx.app.random.as_ref(), BODY, id, text.as_bytes())?),
            html_sealed: None,
            raw_mail: None,
            unconfirmed: false,
            is_solution: false,
            at,
        })
    }

    /// What staff read below: the number there, the tags, and the files that did not come along.
    pub(super) fn note(&self, asked: &ImportedRequest, messages: &[ImportedMessage]) -> String {
        let t = crate::texts(Lang::from_tag(&self.run.lang).unwrap_or_default());
        let mut lines = vec![t.msg_import_note(self.run.source.name(), asked.number.as_str())];
        if !asked.tags.is_empty() {
            lines.push(t.msg_import_note_tags(asked.tags.join(", ")));
        }
        let files: Vec<&str> = messages.iter().flat_map(|one| &one.files).map(String::as_str).collect();
        if !files.is_empty() {
            lines.push(t.msg_import_note_files(files.join(", ")));
        }
        lines.join("\n")
    }

    /// Everybody who sees it finds it, by the number that it had before too.
    pub(super) async fn index(
        &self,
        row: &request::Model,
        asked: &ImportedRequest,
        messages: &[ImportedMessage],
    ) -> Result<(), Fault> {
        let subject = format!("{} {}", asked.number, asked.subject);
        let public = joined(messages.iter().filter(|one| is_public(one)).map(|one| one.body.as_str()));
        index::opened(self.cx, self.tx, row, &subject, &public).await?;
        let note = self.note(asked, messages);
        let internal = messages.iter().filter(|one| !is_public(one)).map(|one| one.body.as_str());
        index::noted(self.cx, self.tx, row, &joined(internal.chain([note.as_str()]))).await
    }

    /// A message alone: its request came before, with this run or an earlier one.
    pub(super) async fn message(
        &self,
        place: i64,
        item: &Item,
        message: &ImportedMessage,
    ) -> Outcome<Taken, ItemRefused> {
        use import_item::{Column, Entity};
        let (cx, tx) = (self.cx, self.tx);
        let key = self.once(&of_request(&message.request));
        let known = Entity::find().filter(Column::Once.eq(key)).one(&**tx).await?.and_then(|row| row.request_id);
        let held = match known {
            Some(id) => hold(tx, id).await?,
            None => None,
        };
        let now = cx.now();
        let is_there = |row: &request::Model| row.erased_at.is_none() && row.erase_at.is_none_or(|at| at > now);
        let Some(mut row) = held.filter(is_there) else { return Err(refuse(ItemRefused::NoRequest)) };
        if message.at > now || message.at.0 < 0 {
            return Err(refuse(ItemRefused::Row(RowWrong::Moment)));
        }
        if usize::try_from(row.messages).is_ok_and(|count| count > MOST_MESSAGES) {
            return Err(refuse(ItemRefused::Row(RowWrong::Messages)));
        }
        if !self.is_first(place, item, row.id).await? {
            return Ok(Taken::Before);
        }
        let key = subject::key(cx, &**tx, row.id).await?;
        let who = message.author.as_deref().map(|named| self.people.who(named)).unwrap_or_default();
        let is_staff = message.is_staff.or(who.is_staff).unwrap_or(!message.is_public);
        let writes = if is_staff { Writes::default() } else { self.writer_of(&row, &key, &who).await? };
        let author = if is_staff { Author::Staff } else { Author::Customer };
        row.messages += 1;
        let facts = (row.messages, message.at, is_public(message));
        let new = self.sealed(&row, &key, facts, (author, writes), &message.body)?;
        request_message::Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
        if is_staff && message.is_public {
            row.first_answer_at = Some(row.first_answer_at.map_or(message.at, |first| first.min(message.at)));
        }
        row.updated_at = row.updated_at.max(message.at);
        row.version += 1;
        if is_public(message) {
            index::said(cx, tx, &row, &message.body).await?;
        } else {
            index::noted(cx, tx, &row, &message.body).await?;
        }
        if !message.files.is_empty() {
            let t = crate::texts(Lang::from_tag(&self.run.lang).unwrap_or_default());
            row.messages += 1;
            let note = t.msg_import_note_files(message.files.join(", "));
            let facts = (row.messages, message.at, false);
            let note = self.sealed(&row, &key, facts, (Author::Machine, Writes::default()), &note)?;
            request_message::Entity::insert(note.into_active_model()).exec_without_returning(&**tx).await?;
        }
        row.into_active_model().reset_all().update(&**tx).await?;
        Ok(Taken::Now)
    }
}

const fn is_public(message: &ImportedMessage) -> bool {
    message.is_public
}

/// Texts for the index, as far as it keeps words.
fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts {
        if all.len() > MOST_RECEIVED {
            break;
        }
        all.push_str(text);
        all.push('\n');
    }
    all
}
