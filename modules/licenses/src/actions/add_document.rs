//! A clerk, or a program that looks after orders, adds a closing document to an order (LIC-26): the buyer finds it with the purchase. The
//! bytes go into the storage before the transaction, which makes them a file of the order.

use crate::events;
use crate::model::document::{DOCUMENT, DocumentKind, MOST, NUMBER, seal_number};
use crate::queries::documents::stored;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::document::{ActiveModel, Column, Entity};
use crate::tables::purchase;
use axum::body::Bytes;
use futures::stream;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Lang, Moment, OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_files::{FileName, Files, PutRefusal, Received};
use jiff::tz::TimeZone;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, Set};
use std::convert::Infallible;

/// A document to be added.
#[derive(Clone, Debug, Default)]
pub struct AddDocument {
    /// To this order.
    pub order: Uuid,
    /// Its id, made with the form: the second of two equal forms adds nothing. A program has its idempotency key.
    pub id: Option<Uuid>,
    /// `invoice`, `act` or `credit_note`.
    pub kind: String,
    /// Its number.
    pub number: String,
    /// The day that stands on it.
    pub date: String,
    /// The tag of its language.
    pub language: String,
    /// What the file was called.
    pub name: String,
    /// The file.
    pub file: Bytes,
}

/// Why it is not added.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum AddDocumentRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// Fields are wrong.
    Invalid(Invalid),
    /// There is nothing in the file, or it is no base64.
    #[refusal(422, "document.unreadable", refusal_document_unreadable, field = "file")]
    Unreadable,
    /// The file is not taken.
    #[refusal(field = "file")]
    File(PutRefusal),
    /// The order has as many as it can have.
    #[refusal(422, "document.too_many", refusal_document_too_many)]
    TooMany,
}

/// What was read of a form.
struct Read {
    kind: DocumentKind,
    number: String,
    dated_at: Moment,
    lang: Lang,
}

fn read(input: &AddDocument) -> Result<Read, Invalid> {
    let mut reader = Reader::default();
    let kind = reader.choice("kind", &input.kind, DocumentKind::from_word).unwrap_or(DocumentKind::Invoice);
    let number = reader.line("number", &input.number, NUMBER);
    let dated_at = reader.start_of_day("date", &input.date, &TimeZone::UTC);
    if input.date.trim().is_empty() {
        reader.wrong("date", Wrong::Required);
    }
    let offered = |tag: &str| Lang::ALL.into_iter().find(|lang| lang.tag() == tag);
    let lang = reader.choice("language", &input.language, offered).unwrap_or_default();
    reader.finish(Read { kind, number, dated_at: dated_at.unwrap_or(Moment(0)), lang })
}

/// Adds it; returns its id.
pub async fn add_document(cx: &Cx, input: &AddDocument) -> Outcome<Uuid, AddDocumentRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let document = read(input).or_refuse()?;
    if input.file.is_empty() {
        return Err(refuse(AddDocumentRefusal::Unreadable));
    }
    // An order that does not exist has no key under which the bytes could be sealed.
    if purchase::Entity::find_by_id(input.order).one(cx.read()).await?.is_none() {
        return Err(refuse(AddDocumentRefusal::UnknownOrder));
    }
    let id = input.id.unwrap_or_else(|| cx.id());
    if stored(cx.read(), input.order, id).await?.is_some() {
        return Ok(id);
    }
    let received = receive(cx, input).await?;
    let tx = cx.begin().await?;
    let order = purchase::Entity::find_by_id(input.order).lock_exclusive().one(&*tx).await?;
    let order = order.ok_or(AddDocumentRefusal::UnknownOrder).or_refuse()?;
    if stored(&*tx, order.id, id).await?.is_some() {
        return Ok(id);
    }
    if Entity::find().filter(Column::PurchaseId.eq(order.id)).count(&*tx).await? >= MOST {
        return Err(refuse(AddDocumentRefusal::TooMany));
    }
    let key = subject::key(cx, &*tx, order.id).await?;
    let size = i64::try_from(received.size())?;
    let file = received.attach(cx, &tx, FileName::clean(&input.name)).await?;
    let row = ActiveModel {
        id: Set(id),
        purchase_id: Set(order.id),
        kind: Set(document.kind),
        number_sealed: Set(seal_number(cx.app.random.as_ref(), &key, id, &document.number)?),
        dated_at: Set(document.dated_at),
        lang: Set(document.lang.tag().to_owned()),
        file_id: Set(file.id),
        size: Set(size),
        created_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&*tx).await?;
    cx.audit(&tx, events::DOCUMENT_ADDED.about(order.id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Puts the bytes into the storage; what is not attached ends after a day.
async fn receive(cx: &Cx, input: &AddDocument) -> Outcome<Received, AddDocumentRefusal> {
    let content = stream::iter([Ok::<_, Infallible>(input.file.clone())]);
    match cx.service::<Files>()?.put(cx, &DOCUMENT, input.order, content).await {
        Ok(received) => Ok(received),
        Err(Stop::Refused(refusal)) => Err(refuse(AddDocumentRefusal::File(refusal))),
        Err(Stop::Broken(fault)) => Err(Stop::Broken(fault)),
    }
}
