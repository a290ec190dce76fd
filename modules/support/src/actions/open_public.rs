//! People who cannot sign in ask by a public form (SUP-16), and whoever has a code that strangers know (LIC-21). The request is stored and a job mails
//! its number: answer and time are the same whatever is known of the address (ACC-6), and the mail is one that a stranger can cause, counted by
//! the ledger. The person answers by mail.

use super::open::{Asks, Opening, open};
use super::open_request::{subject, text};
use super::public_files;
use super::step::{Doer, hold};
use super::tell::Telling;
use crate::model::category::{Asker, Category};
use crate::model::form::Filled;
use crate::model::request::{Channel, Person};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::people;
use crate::refusals::OpenRefusal;
use crate::tables::{request_message, request_person};
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::{NAME, Reader};
use gatehouse_context::{Cx, subject as keys};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Uuid};
use gatehouse_guard::human::HumanAnswer;
use gatehouse_guard::request::{RequestForm, RequestRefusal as FormRefusal};
use gatehouse_guard::{Budget, Limit};
use gatehouse_mail::ledger::{self, Asker as Causes};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

/// From one network 3 are kept at once, then one each 20 minutes.
pub const REQUESTS: RequestForm = RequestForm {
    form: "support.public",
    job: "support.acknowledge",
    request: "request",
    forms: Budget::of_strangers(Limit { action: "support.public_form", burst: 30, seconds_each: 10 }),
    kept: Budget::of_strangers(Limit { action: "support.public", burst: 3, seconds_each: 1_200 }),
};

/// What the human check is bound to.
const MAILBOX: &str = "support.public";

/// What a visitor typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct OpenPublic {
    /// The word of the category.
    pub category: String,
    /// Who asks.
    pub name: String,
    /// Where they can be reached.
    pub email: String,
    /// Their telephone number; optional.
    pub phone: String,
    /// The subject.
    pub subject: String,
    /// The description.
    pub description: String,
    /// The fields of the category's form.
    pub fields: BTreeMap<String, String>,
    /// The answer to the human check.
    #[serde(flatten)]
    pub human: HumanAnswer,
}

/// Why nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum OpenPublicRefusal {
    /// Fields are wrong, or it is not offered here.
    Open(OpenRefusal),
    /// Perhaps a program, or too many from this network.
    Form(FormRefusal),
}

/// What was stored.
#[derive(Debug)]
pub struct Stored {
    /// The request; nobody is told its id.
    pub id: Uuid,
    /// The token of the link by which its files come, where they can.
    pub files: Option<Secret<String>>,
}

/// Stores it.
pub async fn open_public(cx: &Cx, input: &OpenPublic) -> Outcome<Stored, OpenPublicRefusal> {
    let opening = read(cx, input).map_err(|stop| stop.map(OpenPublicRefusal::Open))?;
    let about = opening.asks.person.as_ref().map(|person| person.email.clone()).unwrap_or_default();
    let about = cx.app.keys.settled(MAILBOX, about.as_bytes());
    let answer = REQUESTS.admit(cx, Some((&input.human, about.as_slice()))).await?.or_refuse()?;
    let tx = cx.begin().await?;
    let opened = open(cx, &tx, &opening).await.map_err(|stop| stop.map(OpenPublicRefusal::Open))?;
    let files = public_files::offer(cx, &tx, opened.id).await?;
    REQUESTS.queue(cx, &tx, opened.id).await?;
    tx.commit().await?;
    answer.wait().await;
    Ok(Stored { id: opened.id, files })
}

fn read(cx: &Cx, input: &OpenPublic) -> Outcome<Opening, OpenRefusal> {
    let mut reader = Reader::default();
    let category = Category::from_word(input.category.trim());
    let category = category.filter(|category| category.is_offered(Asker::Stranger));
    let category = category.ok_or(OpenRefusal::Category).or_refuse()?;
    let email = reader.email("email", &input.email);
    let person = Person {
        name: reader.line("name", &input.name, NAME),
        email: email.map(|email| email.written().to_owned()).unwrap_or_default(),
        phone: reader.optional_line("phone", &input.phone, 60),
    };
    let opening = Opening {
        draft: None,
        asks: Asks { person: Some(person), lang: cx.lang.tag().to_owned(), ..Asks::default() },
        category,
        status: Status::Processing,
        filled: Filled::read(&mut reader, category, &input.fields),
        subject: subject(&mut reader, &input.subject),
        text: text(&mut reader, "description", &input.description),
        product: None,
        version: None,
        license: None,
        contract: None,
        incident: None,
        channel: Channel::Public,
        confidential: false,
        follows: None,
        doer: Doer { by: By::Author, id: None },
    };
    Ok(reader.finish(opening).or_refuse()?)
}

/// Mails the number, as far as the ledger lets it through; the job's work. Once more finds the mail sent.
pub(crate) async fn acknowledge(cx: &Cx, request: Uuid) -> Result<(), Fault> {
    let key = keys::keys(cx, cx.read(), &[request]).await?.remove(&request);
    let author = request_person::Entity::find().filter(request_person::Column::RequestId.eq(request));
    let (Some(key), Some(author)) = (key, author.one(cx.read()).await?) else { return Ok(()) };
    let Some(person) = people::opened(&key, &author)? else { return Ok(()) };
    let tx = cx.begin().await?;
    // The count of the address before the row, as everywhere.
    let address = contacts::lookups(cx, &person.email);
    let held = ledger::hold(cx, &tx, "support.opened", &address, Causes::Stranger).await?;
    let Some(row) = hold(&tx, request).await? else { return Ok(()) };
    let first = request_message::Entity::find().filter(request_message::Column::RequestId.eq(request));
    let first = first.filter(request_message::Column::Seq.eq(1)).one(&*tx).await?;
    let Some(first) = first else { return Ok(()) };
    let told = crate::tables::message_delivery::Entity::find()
        .filter(crate::tables::message_delivery::Column::MessageId.eq(first.id))
        .one(&*tx)
        .await?;
    if told.is_some() {
        return Ok(());
    }
    // Each request has a number of its own, so the last mail says nothing of this one; but an address gets twenty a day.
    if held.admits(cx.now(), false) && held.admits_of_day(cx.now()) {
        let caused = held.count(cx, &tx, &address).await?;
        Telling::of(cx, &tx, &row, Some(1)).await?.opened(first.id, Some(&caused)).await?;
    }
    tx.commit().await
}
