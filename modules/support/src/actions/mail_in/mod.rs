//! A mail becomes part of a request (SUP-13). What is slow comes first (attachments into files), then everything is one transaction: message, status,
//! notices, and that this mail was placed. Called again after a crash, it finds the mail placed, or nothing of it.

mod ended;
mod files;
mod fresh;
mod machine;
mod person;
mod room;

use crate::model::mail_thread::ref_lookup;
use crate::model::message::{MOST_RECEIVED, RefKind};
use crate::model::places::REF;
use crate::tables::message_ref::{Column, Entity, Model};
use crate::tables::request;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Stop, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::{Arrived, Class, Goes};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;

pub(crate) use files::{Sent, give};
pub(crate) use room::Mailroom;

/// Takes it.
pub(crate) async fn take(cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
    match (&mail.class, mail.decision.goes) {
        (Class::Bounce, Goes::Request(id)) => machine::bounced(cx, mail, id).await,
        (Class::Automatic(_), Goes::Request(id)) => machine::noted(cx, mail, id).await,
        (Class::Person { .. }, Goes::Request(id)) => person::answered(cx, mail, id).await,
        (Class::Person { .. }, Goes::New | Goes::Triage) => fresh::asked(cx, mail, fresh::Regards::Nowhere).await,
        _ => nowhere(cx, mail).await,
    }
}

/// It is kept in the log of mails, and nothing else happens.
async fn nowhere(cx: &Cx, mail: &Arrived) -> Result<(), Fault> {
    let tx = cx.begin().await?;
    mail.done(cx, &tx, None, None).await?;
    tx.commit().await
}

/// Where this mail went when it came before, by another address of ours or from a mailbox that was numbered anew.
async fn earlier(cx: &Cx, tx: &Tx, mail: &Arrived) -> Result<Option<Model>, Fault> {
    let Some(id) = &mail.mail.message_id else { return Ok(None) };
    Ok(Entity::find().filter(Column::RefLookup.eq(ref_lookup(cx, id))).one(&**tx).await?)
}

/// Keeps the mail's own id, so that answers to it find the request, whoever writes them.
async fn keep_ref(cx: &Cx, tx: &Tx, row: &request::Model, message: Uuid, mail: &Arrived) -> Result<(), Fault> {
    let Some(said) = &mail.mail.message_id else { return Ok(()) };
    let (id, key) = (cx.id(), subject::key(cx, &**tx, row.id).await?);
    let new = Model {
        id,
        request_id: row.id,
        message_id: message,
        kind: RefKind::Received,
        ref_lookup: ref_lookup(cx, said),
        ref_sealed: Some(key.seal(cx.app.random.as_ref(), REF, id, said.as_bytes())?),
        at: cx.now(),
    };
    Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// What its author wrote; a mail that is nothing but a quotation is that.
fn text_of(mail: &Arrived) -> String {
    let own = [&mail.mail.text, &mail.mail.quoted].into_iter().map(|text| text.trim()).find(|text| !text.is_empty());
    own.unwrap_or_default().chars().take(MOST_RECEIVED).collect()
}

/// Whose it says it is.
fn address_of(mail: &Arrived) -> &str {
    mail.mail.from.as_ref().map_or("", |from| from.address.as_str())
}

/// A step that the caller has made sure of.
fn sure<R: std::fmt::Debug>(stop: Stop<R>) -> Fault {
    match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::busy(format!("a request has changed while a mail came in: {refusal:?}")),
    }
}
