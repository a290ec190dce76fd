//! What is attached to a mail: files of the request, three a message, in the order of the mail; further ones are in further messages, so that none
//! is lost. Nobody opens one before it was scanned.

use crate::actions::message::{NewMessage, Writer, add};
use crate::actions::step::files_end;
use crate::model::files::FILE;
use crate::model::message::{Audience, Author, MOST_FILES, MessageChannel};
use crate::tables::{request, request_file, request_message};
use axum::body::Bytes;
use futures::Stream;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Stop};
use gatehouse_db::Tx;
use gatehouse_files::{FileName, Files, PutRefusal, Received, attach_sent_each};
use gatehouse_inbox::mail::Mail;
use gatehouse_inbox::{Arrived, Kept};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

/// Files of one mail; the mail itself, which staff can get, has the rest.
const MOST: usize = 30;

/// Something attached, safe in the storage.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    name: FileName,
    received: Received,
}

/// Brings all of them into the storage, under the key of `owner`.
pub(super) async fn received(cx: &Cx, mail: &Arrived, owner: Uuid) -> Result<Vec<Sent>, Fault> {
    if let Some(whole) = whole(&mail.mail, |number| mail.whole_attachment(number)) {
        return put_each(cx, owner, whole).await;
    }
    let mut all = Vec::new();
    for (number, attachment) in mail.mail.attachments.iter().enumerate().take(MOST) {
        all.push(put(cx, owner, &attachment.name, mail.attachment(cx, number)).await?);
    }
    Ok(all)
}

/// The same of a mail that was here before and goes to another request.
pub(crate) async fn received_again(cx: &Cx, mail: &Kept, owner: Uuid) -> Result<Vec<Sent>, Fault> {
    if let Some(whole) = whole(&mail.mail, |number| mail.whole_attachment(number)) {
        return put_each(cx, owner, whole).await;
    }
    let mut all = Vec::new();
    for (number, attachment) in mail.mail.attachments.iter().enumerate().take(MOST) {
        all.push(put(cx, owner, &attachment.name, mail.attachment(cx, number)).await?);
    }
    Ok(all)
}

/// All of them, where all are small enough to have come with the mail.
fn whole(mail: &Mail, content: impl Fn(usize) -> Option<Bytes>) -> Option<Vec<(FileName, Bytes)>> {
    let named = mail.attachments.iter().enumerate().take(MOST);
    named.map(|(number, one)| Some((FileName::clean(&one.name), content(number)?))).collect()
}

async fn put_each(cx: &Cx, owner: Uuid, whole: Vec<(FileName, Bytes)>) -> Result<Vec<Sent>, Fault> {
    let all = cx.service::<Files>()?.put_each(cx, &FILE, owner, &whole).await.map_err(not_taken)?;
    let names = whole.into_iter().map(|(name, _)| name);
    Ok(names.zip(all).map(|(name, received)| Sent { name, received }).collect())
}

fn not_taken(stop: Stop<PutRefusal>) -> Fault {
    match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::new(format!("an attachment was refused: {refusal:?}")),
    }
}

async fn put(
    cx: &Cx,
    owner: Uuid,
    name: &str,
    content: impl Stream<Item = Result<Bytes, Fault>> + Send,
) -> Result<Sent, Fault> {
    let received = cx.service::<Files>()?.put(cx, &FILE, owner, content).await.map_err(not_taken)?;
    Ok(Sent { name: FileName::clean(name), received })
}

impl request_message::Model {
    const fn writer(&self) -> Writer {
        Writer { account: self.account_id, member: self.member_id, person: self.person_id, staff: self.staff_id }
    }
}

/// Gives a message its files: the first three; the rest go into messages behind it, which `row` counts.
pub(crate) async fn give(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    message: &request_message::Model,
    files: &[Sent],
) -> Result<(), Fault> {
    if files.is_empty() {
        return Ok(());
    }
    let sent = files.iter().map(|sent| (sent.received.clone(), sent.name.clone())).collect();
    let ids = attach_sent_each(cx, tx, sent).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for (round, part) in ids.chunks(MOST_FILES).enumerate() {
        if round == 0 {
            rows.extend(rows_of(cx, row, message, part));
            continue;
        }
        let lang = Lang::from_tag(&row.lang).unwrap_or_default();
        let text = crate::texts(lang).msg_more_files();
        let more = further(cx, tx, row, message, &text).await?;
        rows.extend(rows_of(cx, row, &more, part));
    }
    request_file::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

async fn further(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    first: &request_message::Model,
    text: &str,
) -> Result<request_message::Model, Fault> {
    let new = NewMessage {
        channel: MessageChannel::Mail,
        audience: if first.audience == Audience::Public { Audience::Public } else { Audience::Internal },
        author: if first.author == Author::Staff { Author::Staff } else { Author::Customer },
        writer: first.writer(),
        text,
        html: None,
        raw_mail: first.raw_mail,
        unconfirmed: first.unconfirmed,
        is_solution: false,
        takes_files: false,
    };
    add(cx, tx, row, &new).await
}

/// The files of one message.
fn rows_of(
    cx: &Cx,
    row: &request::Model,
    message: &request_message::Model,
    files: &[Uuid],
) -> Vec<request_file::ActiveModel> {
    let of = |(place, file): (i64, &Uuid)| request_file::Model {
        id: cx.id(),
        request_id: row.id,
        message_id: Some(message.id),
        file_id: *file,
        account_id: message.account_id,
        staff_id: message.staff_id,
        place,
        added_at: cx.now(),
        // With the other files of a request that has ended.
        erase_at: row.closed_at.map(|closed| files_end(cx, closed)),
    };
    (1..).zip(files).map(of).map(request_file::Model::into_active_model).collect()
}
