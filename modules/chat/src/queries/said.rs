//! What was said in a chat, opened.

use crate::model::limits::SHOWN;
use crate::model::person::Person;
use crate::model::places::{BODY, KNOWN, PERSON};
use crate::model::state::{Author, Notice};
use crate::rights::Own;
use crate::tables::chat_message::{Column, Entity, Model};
use crate::tables::{chat, chat_message};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use gatehouse_files::{Files, StoredFile};
use gatehouse_seal::SubjectKey;
use sea_orm::ConnectionTrait;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;
use std::fmt;

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Said {
    /// Its row's id.
    pub id: Uuid,
    /// Its number.
    pub seq: i64,
    /// Who wrote it.
    pub author: Author,
    /// The member of the staff.
    pub staff: Option<Uuid>,
    /// The text; empty: a file, or what the program says.
    pub text: String,
    /// The file.
    pub file: Option<Uuid>,
    /// What the program says.
    pub notice: Option<Notice>,
    /// When.
    pub at: Moment,
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Said({} {})", self.id, self.seq)
    }
}

/// Opens them.
pub(crate) fn opened(key: &SubjectKey, rows: Vec<Model>) -> Result<Vec<Said>, Fault> {
    let one = |row: Model| {
        let text = match &row.body_sealed {
            Some(sealed) => key.open_text(BODY, row.id, sealed)?,
            None => String::new(),
        };
        Ok(Said {
            id: row.id,
            seq: row.seq,
            author: row.author,
            staff: row.staff_id,
            text,
            file: row.file_id,
            notice: row.notice,
            at: row.at,
        })
    };
    rows.into_iter().map(one).collect()
}

/// The last messages before this number, in their order.
pub(crate) async fn before(cx: &Cx, chat: &chat::Model, before: i64, most: u64) -> Result<Vec<Said>, Fault> {
    let Some(key) = subject::keys(cx, cx.read(), &[chat.id]).await?.remove(&chat.id) else { return Ok(Vec::new()) };
    let last = Entity::find().filter(Column::ChatId.eq(chat.id)).filter(Column::Seq.lt(before));
    let mut rows = last.order_by_desc(Column::Seq).limit(most).all(cx.read()).await?;
    rows.reverse();
    opened(&key, rows)
}

/// Those of a chat that is the customer's; `before`: of an earlier page.
pub async fn of_own(cx: &Cx, own: &Own, earlier_than: Option<i64>) -> Result<Vec<Said>, Fault> {
    before(cx, own.row(), earlier_than.unwrap_or(i64::MAX), SHOWN).await
}

/// Everything that was said, in its order.
pub(crate) async fn all<C: ConnectionTrait>(cx: &Cx, conn: &C, chat: &chat::Model) -> Result<Vec<Said>, Fault> {
    let Some(key) = subject::keys(cx, conn, &[chat.id]).await?.remove(&chat.id) else { return Ok(Vec::new()) };
    // At most as many as a chat can have, and what the program says at its end.
    let rows = Entity::find().filter(Column::ChatId.eq(chat.id)).order_by_asc(Column::Seq).all(conn).await?;
    opened(&key, rows)
}

/// The first of what was said behind one number and up to another.
pub(crate) async fn between<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    chat: &chat::Model,
    (after, until): (i64, i64),
    most: u64,
) -> Result<Vec<Said>, Fault> {
    let Some(key) = subject::keys(cx, conn, &[chat.id]).await?.remove(&chat.id) else { return Ok(Vec::new()) };
    let found = Entity::find().filter(Column::ChatId.eq(chat.id)).filter(Column::Seq.gt(after));
    let found = found.filter(Column::Seq.lte(until)).order_by_asc(Column::Seq).limit(most);
    opened(&key, found.all(conn).await?)
}

/// Whether a file was sent in a chat.
pub(crate) async fn has_files<C: ConnectionTrait>(conn: &C, chat: Uuid) -> Result<bool, Fault> {
    let found = Entity::find().filter(Column::ChatId.eq(chat)).filter(Column::FileId.is_not_null());
    Ok(found.select_only().column(Column::Id).into_tuple::<Uuid>().one(conn).await?.is_some())
}

/// The row of a message with a file of this chat.
pub(crate) async fn file_of<C: ConnectionTrait>(
    conn: &C,
    chat: Uuid,
    message: Uuid,
) -> Result<Option<chat_message::Model>, Fault> {
    let row = Entity::find_by_id(message).filter(Column::ChatId.eq(chat)).filter(Column::FileId.is_not_null());
    Ok(row.one(conn).await?)
}

/// The files of these messages, as far as they are there.
pub(crate) async fn files(cx: &Cx, said: &[Said]) -> Result<HashMap<Uuid, StoredFile>, Fault> {
    let ids: Vec<Uuid> = said.iter().filter_map(|one| one.file).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let found = cx.service::<Files>()?.look_all(cx, &crate::model::files::FILE, &ids).await?;
    Ok(found.into_iter().map(|file| (file.id, file)).collect())
}

/// Who the customer of a chat is.
#[derive(Clone, Default)]
pub struct Customer {
    /// What they are called.
    pub name: String,
    /// Their address; of somebody without an account nobody has proven it.
    pub email: String,
    /// What they said of their license.
    pub known: String,
}

impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Customer")
    }
}

/// The customers of these chats.
pub(crate) async fn customers<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    rows: &[chat::Model],
) -> Result<HashMap<Uuid, Customer>, Fault> {
    let accounts: Vec<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let contacts = contacts::contacts(cx, conn, &accounts).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let keys = subject::keys(cx, conn, &ids).await?;
    let mut all = HashMap::with_capacity(rows.len());
    for row in rows {
        let mut one = Customer::default();
        if let Some(contact) = row.account_id.and_then(|account| contacts.get(&account)) {
            (one.name, one.email) = (contact.label.clone(), contact.to.email.clone());
        }
        if let Some(key) = keys.get(&row.id) {
            if let Some(person) = person(key, row)? {
                (one.name, one.email) = (person.name, person.email);
            }
            if let Some(sealed) = &row.known_sealed {
                one.known = key.open_text(KNOWN, row.id, sealed)?;
            }
        }
        all.insert(row.id, one);
    }
    Ok(all)
}

/// Somebody without an account.
pub(crate) fn person(key: &SubjectKey, row: &chat::Model) -> Result<Option<Person>, Fault> {
    let Some(sealed) = &row.person_sealed else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&key.open(PERSON, row.id, sealed)?)?))
}

/// The language of a chat's customer.
pub(crate) fn lang(row: &chat::Model) -> Lang {
    Lang::from_tag(&row.lang).unwrap_or_default()
}
