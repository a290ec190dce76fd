//! A chat becomes a request (SUP-20): what was said is its first message, and further ones where that is longer than a message may be. It is opened in the
//! transaction in which the chat ends, and from then on it is like any other. Of a long chat the rest comes in pieces, each in a transaction of its own.

use super::message::{NewMessage, Writer, add};
use super::open::{Asks, Opening, open};
use super::open_request::subject;
use super::step::{Doer, files_end, happened, hold};
use crate::model::category::Category;
use crate::model::form::Filled;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::request::{Channel, Person};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::refusals::OpenRefusal;
use crate::tables::{request, request_file, request_message};
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_files::{FileName, Received};
use sea_orm::IntoActiveModel as _;
use sea_orm::PaginatorTrait as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

pub use super::open::Opened;

/// A user of a company.
#[derive(Clone, Copy, Debug)]
pub struct User {
    /// The company.
    pub company: Uuid,
    /// The user.
    pub member: Uuid,
}

/// What is known of the chat.
#[derive(Clone, Debug)]
pub struct FromChat {
    /// The account that chatted.
    pub account: Option<Uuid>,
    /// As a user of a company, in whose name the request is then.
    pub user: Option<User>,
    /// Somebody without one.
    pub person: Option<Person>,
    /// Their language.
    pub lang: Lang,
    /// The subject, as it was typed.
    pub subject: String,
    /// What was said, in parts that fit a message; as many as one transaction should write.
    pub parts: Vec<String>,
    /// The member of the staff who does it; `None`: the customer.
    pub staff: Option<Uuid>,
}

/// Opens it.
pub async fn open_from_chat(cx: &Cx, tx: &Tx, chat: &FromChat) -> Outcome<Opened, OpenRefusal> {
    let mut reader = Reader::default();
    let subject = subject(&mut reader, &chat.subject);
    reader.finish(()).or_refuse()?;
    let country = match chat.account {
        Some(account) => contacts::contact(cx, &**tx, account).await?.and_then(|contact| contact.country),
        None => None,
    };
    let doer = match chat.staff {
        Some(staff) => Doer { by: By::Staff, id: Some(staff) },
        None => Doer { by: By::Author, id: chat.account },
    };
    let fields = [("kind".to_owned(), "question".to_owned())].into();
    let opening = Opening {
        draft: None,
        asks: Asks {
            account: chat.account,
            company: chat.user.map(|user| user.company),
            member: chat.user.map(|user| user.member),
            person: chat.person.clone(),
            lang: chat.lang.tag().to_owned(),
            country,
        },
        category: Category::Portal,
        status: Status::Processing,
        filled: Filled::read(&mut Reader::default(), Category::Portal, &fields),
        subject,
        text: chat.parts.first().cloned().unwrap_or_default(),
        product: None,
        version: None,
        license: None,
        contract: None,
        incident: None,
        channel: Channel::Chat,
        confidential: false,
        follows: None,
        doer,
    };
    let opened = open(cx, tx, &opening).await?;
    let rest = chat.parts.get(1..).unwrap_or_default();
    if !rest.is_empty() && !add_from_chat(cx, tx, opened.id, rest).await? {
        return Err(Fault::new("a request that is gone").into());
    }
    Ok(opened)
}

/// Further parts of what was said come into the request, written by whoever its first message is of. They change neither its status nor its clocks: they
/// were said before it. `false`: it takes nothing any more.
pub async fn add_from_chat(cx: &Cx, tx: &Tx, request: Uuid, parts: &[String]) -> Result<bool, Fault> {
    let Some(mut row) = hold(tx, request).await?.filter(|row| takes(cx, row)) else { return Ok(false) };
    let Some(first) = first_message(tx, request).await? else { return Ok(false) };
    let writer =
        Writer { account: first.account_id, member: first.member_id, person: first.person_id, staff: first.staff_id };
    let doer = match (first.staff_id, first.account_id) {
        (Some(staff), _) => Doer { by: By::Staff, id: Some(staff) },
        (None, account) => Doer { by: By::Author, id: account },
    };
    let mut added = Vec::with_capacity(parts.len());
    for text in parts {
        let new = NewMessage {
            channel: MessageChannel::Chat,
            audience: Audience::Public,
            author: Author::Customer,
            writer,
            text,
            html: None,
            raw_mail: None,
            unconfirmed: false,
            is_solution: false,
            takes_files: false,
        };
        added.push(add(cx, tx, &mut row, &new).await?.id);
    }
    let facts = json!({ "messages": added, "channel": Channel::Chat.word() });
    happened(cx, tx, &mut row, doer, ("from_chat", None, None), facts).await?;
    Ok(true)
}

/// Whether it is not erased, nor due to be.
fn takes(cx: &Cx, row: &request::Model) -> bool {
    row.erased_at.is_none() && row.erase_at.is_none_or(|at| !at.has_come(cx.now()))
}

async fn first_message(tx: &Tx, request: Uuid) -> Result<Option<request_message::Model>, Fault> {
    use request_message::{Column, Entity};
    Ok(Entity::find().filter(Column::RequestId.eq(request)).filter(Column::Seq.eq(1)).one(&**tx).await?)
}

/// A file of the chat comes into its request's first message; its bytes are in the storage already, under the request's key. `false`: the request takes
/// none any more.
pub async fn file_from_chat(
    cx: &Cx,
    tx: &Tx,
    request: Uuid,
    received: Received,
    name: FileName,
) -> Result<bool, Fault> {
    let Some(row) = hold(tx, request).await?.filter(|row| takes(cx, row)) else { return Ok(false) };
    let Some(first) = first_message(tx, request).await? else { return Ok(false) };
    let there = request_file::Entity::find().filter(request_file::Column::MessageId.eq(first.id)).count(&**tx).await?;
    let file = received.attach_sent(cx, tx, name).await?;
    let new = request_file::Model {
        id: cx.id(),
        request_id: request,
        message_id: Some(first.id),
        file_id: file.id,
        account_id: first.account_id,
        staff_id: first.staff_id,
        place: i64::try_from(there)? + 1,
        added_at: cx.now(),
        // With the other files of a request that has ended.
        erase_at: row.closed_at.map(|closed| files_end(cx, closed)),
    };
    request_file::Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(true)
}
