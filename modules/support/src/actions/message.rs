//! A message of a request: its row, and what becomes of files that were sent for it. A step of opening and answering.

use super::index;
use super::step::files_end;
use crate::model::files::FILE;
use crate::model::message::{Audience, Author, MOST_FILES, MessageChannel};
use crate::model::places::{BODY, HTML};
use crate::tables::{request, request_file, request_message};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_files::UploadRefusal;
use gatehouse_files::uploads::{Coming, attach};
use sea_orm::IntoActiveModel as _;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;

/// Who wrote it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Writer {
    pub account: Option<Uuid>,
    pub member: Option<Uuid>,
    pub person: Option<Uuid>,
    pub staff: Option<Uuid>,
}

/// A message that is added.
pub(crate) struct NewMessage<'a> {
    pub channel: MessageChannel,
    pub audience: Audience,
    pub author: Author,
    pub writer: Writer,
    pub text: &'a str,
    /// Cleaned already; of mails.
    pub html: Option<&'a str>,
    /// The mail as it came in.
    pub raw_mail: Option<Uuid>,
    /// From an address that nobody has confirmed.
    pub unconfirmed: bool,
    pub is_solution: bool,
    /// Files of the draft go with it; not of a note or a machine.
    pub takes_files: bool,
}

/// Adds it; `row` counts it, and the caller writes the row with the event that follows.
pub(crate) async fn add(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    new: &NewMessage<'_>,
) -> Result<request_message::Model, Fault> {
    let id = cx.id();
    let key = subject::key(cx, &**tx, row.id).await?;
    let random = cx.app.random.as_ref();
    let html = new.html.map(|html| key.seal(random, HTML, id, html.as_bytes())).transpose()?;
    row.messages += 1;
    let message = request_message::Model {
        id,
        request_id: row.id,
        seq: row.messages,
        channel: new.channel,
        audience: new.audience,
        author: new.author,
        account_id: new.writer.account,
        member_id: new.writer.member,
        person_id: new.writer.person,
        staff_id: new.writer.staff,
        body_sealed: Some(key.seal(random, BODY, id, new.text.as_bytes())?),
        html_sealed: html,
        raw_mail: new.raw_mail,
        unconfirmed: new.unconfirmed,
        is_solution: new.is_solution,
        at: cx.now(),
    };
    request_message::Entity::insert(message.clone().into_active_model()).exec_without_returning(&**tx).await?;
    if new.takes_files {
        take_files(tx, row.id, id, new.writer).await?;
    }
    if row.messages > 1 && new.audience == Audience::Public && !new.unconfirmed {
        index::said(cx, tx, row, new.text).await?;
    }
    if new.audience == Audience::Internal || new.unconfirmed {
        index::noted(cx, tx, row, new.text).await?;
    }
    Ok(message)
}

/// Uploads become files of the request, waiting for the message that is being sent. Refused while one is on its way.
pub(crate) async fn keep_uploads(
    cx: &Cx,
    tx: &Tx,
    request: Uuid,
    writer: Writer,
    uploads: Uuid,
) -> Outcome<(), UploadRefusal> {
    let all = attach(cx, tx, &FILE, uploads).await?;
    let rows = all.iter().zip(1..).map(|(one, place)| request_file::Model {
        id: cx.id(),
        request_id: request,
        message_id: None,
        file_id: one.id,
        account_id: writer.account,
        staff_id: writer.staff,
        place,
        added_at: cx.now(),
        erase_at: None,
    });
    let rows: Vec<request_file::ActiveModel> = rows.map(sea_orm::IntoActiveModel::into_active_model).collect();
    if !rows.is_empty() {
        request_file::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// The uploads of a member of the staff become files of this message, at once and all of them: none waits for another one. Refused while one is on
/// its way.
pub(crate) async fn take_uploads(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    message: &request_message::Model,
    uploads: Uuid,
) -> Outcome<Vec<Coming>, UploadRefusal> {
    let all = attach(cx, tx, &FILE, uploads).await?;
    let rows = all.iter().zip(1..).map(|(one, place)| request_file::Model {
        id: cx.id(),
        request_id: row.id,
        message_id: Some(message.id),
        file_id: one.id,
        account_id: None,
        staff_id: message.staff_id,
        place,
        added_at: cx.now(),
        // With the other files of a request that has ended.
        erase_at: row.closed_at.map(|closed| files_end(cx, closed)),
    });
    let rows: Vec<request_file::ActiveModel> = rows.map(sea_orm::IntoActiveModel::into_active_model).collect();
    if !rows.is_empty() {
        request_file::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    Ok(all)
}

/// The files that its writer uploaded for the message that is being sent: three at the most; others wait for the next one.
async fn take_files(tx: &Tx, request: Uuid, message: Uuid, writer: Writer) -> Result<(), Fault> {
    use request_file::{Column, Entity};
    let waiting = Entity::find().filter(Column::RequestId.eq(request)).filter(Column::MessageId.is_null());
    let waiting = match (writer.staff, writer.account) {
        (Some(staff), _) => waiting.filter(Column::StaffId.eq(staff)),
        (None, Some(account)) => waiting.filter(Column::AccountId.eq(account)),
        (None, None) => waiting.filter(Column::StaffId.is_null()).filter(Column::AccountId.is_null()),
    };
    let waiting = waiting.order_by_asc(Column::Place).order_by_asc(Column::Id).all(&**tx).await?;
    let ids: Vec<Uuid> = waiting.iter().take(MOST_FILES).map(|file| file.id).collect();
    if !ids.is_empty() {
        Entity::update_many()
            .col_expr(Column::MessageId, Expr::value(message))
            .filter(Column::Id.is_in(ids))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}
