//! Staff bring a mail to the request that it belongs to, or open one for it, and undo that (SUP-13). What is attached goes along, sealed under the other
//! request's key; answers to the mail follow it; nothing of its words is found in the request where it was.
//!
//! Whoever wrote it is confirmed in the other request if they belong to it and were confirmed before, or their address is proven; else staff alone see
//! it there. A wait that the mail had ended goes on.

mod bring;
mod take_out;

use super::acting::agent;
use super::answer::number_of;
use super::mail_in::{Sent, received_again};
use super::merge::numbered;
use super::step::{Doer, happened, move_on};
use super::{index, save_draft};
use crate::events::{MAIL_MOVE_UNDONE, MAIL_MOVED, MAIL_TAKEN_IN};
use crate::model::message::Author;
use crate::model::number::Number;
use crate::model::status::Status;
use crate::refusals::RequestRefusal;
use crate::rights::{RequestsWrite, may};
use crate::tables::{mail_move, request, request_message};
use bring::{Mail, bring, open_for};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_inbox::{Because, Kept, because, kept, moved};
use gatehouse_web::rights::member;
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, QueryOrder as _, QuerySelect as _};
use serde_json::json;
use take_out::{ended_wait, take_out};

/// Moves the mail that a message came by; `number`: of the other request, empty: a new one. Returns the request where it is now.
pub async fn move_mail(cx: &Cx, request: Uuid, message: Uuid, number: &str) -> Outcome<Uuid, RequestRefusal> {
    may::<RequestsWrite>(cx).or_refuse()?;
    let by = member(cx).or_refuse()?;
    let row = first_of(cx, request, message).await?;
    let (mail, why, kept) = stored(cx, &row).await?;
    let target = Target::of(cx, number, request, &kept).await?;
    // What is slow comes first: the files, under the key of where they go.
    let files = Box::pin(received_again(cx, &kept, target.owner())).await?;
    let tx = cx.begin().await?;
    let (mut from, mut to, doer) = held(cx, &tx, request, target).await?;
    let old = still_there(&tx, &row).await?;
    if let Some(into) = from.merged_into {
        return Err(refuse(RequestRefusal::Merged(number_of(&tx, into).await?)));
    }
    let key = subject::key(cx, &*tx, request).await?;
    let waited = ended_wait(&tx, &key, &from, row.id).await?;
    let text = take_out(cx, &tx, &from, &old).await?;
    let new =
        Mail { id: mail, why: &why, kept: &kept, old: &row, is_sure: !row.unconfirmed, text: &text, files: &files };
    let brought = match &mut to {
        Some(to) => Box::pin(bring(cx, &tx, to, &new)).await?,
        None => open_for(cx, &tx, &new, target.draft()).await?,
    };
    brought.follow(cx, &tx, (&key, row.id)).await?;
    moved(&tx, mail, brought.request).await?;
    index::anew(cx, &tx, &from).await?;
    happened(cx, &tx, &mut from, doer, ("mail_moved", None, None), json!({ "mail": mail, "to": brought.request }))
        .await?;
    if let Some(waited) = waited {
        move_on(cx, &tx, &mut from, waited, doer, json!({ "mail": mail })).await.map_err(super::mail_in::sure)?;
    }
    let done = mail_move::Model {
        id: cx.id(),
        mail_id: mail,
        from_request: request,
        from_seq: row.seq,
        was_unconfirmed: row.unconfirmed,
        to_request: brought.request,
        to_message: brought.message,
        opened: to.is_none(),
        made_by: by,
        made_at: cx.now(),
        undone_by: None,
        undone_at: None,
    };
    mail_move::Entity::insert(done.into_active_model()).exec_without_returning(&*tx).await?;
    cx.audit(&tx, MAIL_MOVED.about(request)).await?;
    cx.audit(&tx, MAIL_TAKEN_IN.about(brought.request)).await?;
    cx.once(&tx, brought.request).await?;
    tx.commit().await?;
    Ok(brought.request)
}

/// Brings a moved mail back to its place. A request that was opened for it is canceled, where nothing else was said in it. Returns where it was before.
pub async fn undo_move(cx: &Cx, request: Uuid, id: Uuid) -> Outcome<Uuid, RequestRefusal> {
    use mail_move::{Column, Entity};
    may::<RequestsWrite>(cx).or_refuse()?;
    let by = member(cx).or_refuse()?;
    let found = Entity::find_by_id(id).filter(Column::ToRequest.eq(request)).one(cx.read()).await?;
    let done = found.ok_or(RequestRefusal::NotFound).or_refuse()?;
    let row = request_message::Entity::find_by_id(done.to_message).one(cx.read()).await?;
    let row = row.filter(|_| done.undone_at.is_none()).ok_or(RequestRefusal::MoveUndone).or_refuse()?;
    let (mail, why, kept) = stored(cx, &row).await?;
    let files = Box::pin(received_again(cx, &kept, done.from_request)).await?;
    let tx = cx.begin().await?;
    let (mut from, to, doer) = held(cx, &tx, request, Target::There(done.from_request)).await?;
    let Some(mut to) = to else { return Err(refuse(RequestRefusal::MoveUndone)) };
    let old = still_there(&tx, &row).await?;
    let key = subject::key(cx, &*tx, request).await?;
    let waited = ended_wait(&tx, &key, &from, row.id).await?;
    let text = take_out(cx, &tx, &from, &old).await?;
    let is_sure = !done.was_unconfirmed;
    let new = Mail { id: mail, why: &why, kept: &kept, old: &row, is_sure, text: &text, files: &files };
    let brought = Box::pin(bring(cx, &tx, &mut to, &new)).await?;
    brought.follow(cx, &tx, (&key, row.id)).await?;
    brought.at_place(&tx, done.from_seq).await?;
    moved(&tx, mail, to.id).await?;
    index::anew(cx, &tx, &from).await?;
    happened(cx, &tx, &mut from, doer, ("mail_moved", None, None), json!({ "mail": mail, "to": to.id })).await?;
    if let Some(waited) = waited.filter(|_| from.merged_into.is_none()) {
        move_on(cx, &tx, &mut from, waited, doer, json!({ "mail": mail })).await.map_err(super::mail_in::sure)?;
    }
    let is_empty = request_message::Entity::find().filter(request_message::Column::RequestId.eq(request));
    let is_open = from.status == Status::Processing && from.merged_into.is_none();
    if done.opened && is_open && is_empty.one(&*tx).await?.is_none() {
        let facts = json!({ "reason": "other", "mail": mail });
        move_on(cx, &tx, &mut from, Status::CanceledBySupport, doer, facts).await.map_err(super::mail_in::sure)?;
    }
    let undone = Entity::update_many()
        .col_expr(Column::UndoneBy, Expr::value(Some(by)))
        .col_expr(Column::UndoneAt, Expr::value(Some(cx.now())))
        .filter(Column::Id.eq(id))
        .filter(Column::UndoneAt.is_null())
        .exec(&*tx)
        .await?;
    if undone.rows_affected == 0 {
        return Err(refuse(RequestRefusal::MoveUndone));
    }
    cx.audit(&tx, MAIL_MOVE_UNDONE.about(to.id)).await?;
    tx.commit().await?;
    Ok(to.id)
}

/// Where a mail goes.
#[derive(Clone, Copy, Debug)]
enum Target {
    /// Into this request.
    There(Uuid),
    /// Into a new one; its draft holds the files, where there are any.
    New(Option<Uuid>, Uuid),
}

impl Target {
    async fn of(cx: &Cx, number: &str, from: Uuid, kept: &Kept) -> Outcome<Self, RequestRefusal> {
        if number.trim().is_empty() {
            let draft = if kept.mail.attachments.is_empty() { None } else { Some(save_draft::of_mail(cx).await?) };
            return Ok(Self::New(draft, draft.unwrap_or(from)));
        }
        if Number::parse(number).is_none() {
            return Err(refuse(RequestRefusal::NoTarget));
        }
        let tx = cx.begin().await?;
        let id = numbered(&tx, number).await?;
        if id == from { Err(refuse(RequestRefusal::NotThisOne)) } else { Ok(Self::There(id)) }
    }

    const fn owner(self) -> Uuid {
        match self {
            Self::There(id) | Self::New(_, id) => id,
        }
    }

    const fn draft(self) -> Option<Uuid> {
        match self {
            Self::There(_) => None,
            Self::New(draft, _) => draft,
        }
    }
}

/// The message that the mail of this one is: its further files are in others behind it.
async fn first_of(cx: &Cx, request: Uuid, message: Uuid) -> Outcome<request_message::Model, RequestRefusal> {
    use request_message::{Column, Entity};
    let own = || Entity::find().filter(Column::RequestId.eq(request));
    let named = own().filter(Column::Id.eq(message)).one(cx.read()).await?;
    let named = named.filter(|row| row.author != Author::Staff).ok_or(RequestRefusal::NotFound).or_refuse()?;
    let Some(mail) = named.raw_mail else { return Err(refuse(RequestRefusal::NoMail)) };
    let first = own().filter(Column::RawMail.eq(mail)).order_by_asc(Column::Seq).one(cx.read()).await?;
    Ok(first.unwrap_or(named))
}

/// The mail of a message: why it came, and what is in it.
async fn stored(cx: &Cx, row: &request_message::Model) -> Outcome<(Uuid, Because, Kept), RequestRefusal> {
    let Some(mail) = row.raw_mail else { return Err(refuse(RequestRefusal::NoMail)) };
    let (Some(why), Some(kept)) = (because(cx, mail).await?, kept(cx, mail).await?) else {
        return Err(refuse(RequestRefusal::NoMail));
    };
    Ok((mail, why, kept))
}

/// Both requests, held in the order of their ids.
async fn held(
    cx: &Cx,
    tx: &Tx,
    from: Uuid,
    target: Target,
) -> Outcome<(request::Model, Option<request::Model>, Doer), RequestRefusal> {
    let Target::There(to) = target else {
        let (from, doer) = agent(cx, tx, from).await?;
        return Ok((from, None, doer));
    };
    let (first, _) = agent(cx, tx, from.min(to)).await?;
    let (second, doer) = agent(cx, tx, from.max(to)).await?;
    let (from, to) = if first.id == from { (first, second) } else { (second, first) };
    if to.status.is_final() {
        return Err(refuse(RequestRefusal::Ended));
    }
    if to.merged_into.is_some() {
        return Err(refuse(RequestRefusal::NoTarget));
    }
    Ok((from, Some(to), doer))
}

/// The messages of the mail, locked: the first of them, and those with its further files. Somebody may have moved it meanwhile.
async fn still_there(tx: &Tx, row: &request_message::Model) -> Outcome<Vec<request_message::Model>, RequestRefusal> {
    use request_message::{Column, Entity};
    let all = Entity::find()
        .filter(Column::RequestId.eq(row.request_id))
        .filter(Column::RawMail.eq(row.raw_mail))
        .lock_exclusive()
        .all(&**tx)
        .await?;
    if all.iter().any(|one| one.id == row.id) { Ok(all) } else { Err(refuse(RequestRefusal::NoMail)) }
}

/// A fault of a step that was made sure of.
fn missing(what: &str) -> Fault {
    Fault::new(format!("a mail is moved, and {what} is not there"))
}

/// The files of a mail, as they were received for where it goes.
type Files<'a> = &'a [Sent];
