//! A request begins: the step that every way of asking is made of, inside its transaction. Number, row, author, first event, message, the held
//! unit of a contract and the mails are one change.

use super::message::{NewMessage, Writer, add, keep_uploads};
use super::step::{Doer, next_event, schedule};
use super::{clock, critical, index, number, quota, tell};
use crate::events::OPENED;
use crate::model::category::{Category, Critical, Level, urgency};
use crate::model::contract::WhyStandard;
use crate::model::form::{self, Filled};
use crate::model::mail_thread::person_lookup;
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::number::Number;
use crate::model::places::{FORM, PERSON, SUBJECT};
use crate::model::queue_rules::RequestFacts;
use crate::model::request::{Channel, LinkKind, Person, Role};
use crate::model::status::Status;
use crate::model::transition::{By, begins};
use crate::model::work::Work;
use crate::queries::{chain, people, routing};
use crate::refusals::OpenRefusal;
use crate::signals::RequestOpened;
use crate::tables::{request, request_draft, request_event, request_link, request_message, request_person};
use gatehouse_address::Email;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Outcome, Personal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Who asks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asks {
    /// Their account.
    pub account: Option<Uuid>,
    /// In the name of this company.
    pub company: Option<Uuid>,
    /// As this user of it.
    pub member: Option<Uuid>,
    /// Somebody without an account.
    pub person: Option<Person>,
    /// Their language.
    pub lang: String,
    /// Their country.
    pub country: Option<String>,
}

/// A critical incident as it is opened: the kind, where to call back, and the text that was accepted.
pub(crate) struct NewIncident {
    pub kind: Critical,
    pub callback: String,
    pub conditions: String,
}

/// What begins; everything is checked.
pub(crate) struct Opening {
    /// The draft that becomes it.
    pub draft: Option<Uuid>,
    pub asks: Asks,
    pub category: Category,
    pub status: Status,
    pub filled: Filled,
    pub subject: String,
    pub text: String,
    pub product: Option<Uuid>,
    pub version: Option<Uuid>,
    pub license: Option<Uuid>,
    pub contract: Option<Uuid>,
    pub incident: Option<NewIncident>,
    pub channel: Channel,
    pub confidential: bool,
    pub follows: Option<Uuid>,
    /// Who opens it: its author, or a member of the staff for them.
    pub doer: Doer,
}

/// A request that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// It.
    pub id: Uuid,
    /// Its number.
    pub number: Number,
    /// Its first message.
    pub message: Uuid,
}

/// The mail that is the first message.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FromMail<'a> {
    /// Cleaned already.
    pub html: Option<&'a str>,
    /// As it came in.
    pub raw: Uuid,
}

/// Opens it.
pub(crate) async fn open(cx: &Cx, tx: &Tx, opening: &Opening) -> Outcome<Opened, OpenRefusal> {
    let (number, message) = Box::pin(begin(cx, tx, opening, None)).await?;
    Ok(Opened { id: message.request_id, number, message: message.id })
}

/// Opens it for a mail; returns its first message.
pub(crate) async fn open_by_mail(
    cx: &Cx,
    tx: &Tx,
    opening: &Opening,
    mail: FromMail<'_>,
) -> Outcome<request_message::Model, OpenRefusal> {
    Ok(Box::pin(begin(cx, tx, opening, Some(mail))).await?.1)
}

async fn begin(
    cx: &Cx,
    tx: &Tx,
    opening: &Opening,
    mail: Option<FromMail<'_>>,
) -> Outcome<(Number, request_message::Model), OpenRefusal> {
    let Opening { asks, category, doer, .. } = opening;
    let (category, doer, now) = (*category, *doer, cx.now());
    if !begins(opening.status, doer.by) {
        return Err(Fault::new("a request that cannot begin so").into());
    }
    let id = claim(cx, tx, opening).await?;
    let level = match opening.contract {
        None => Level::Standard,
        Some(contract) => match quota::reserve(cx, tx, contract, id, doer).await? {
            Some(contract) => contract.level,
            // It was the last unit, and somebody else was first.
            None => return Err(refuse(OpenRefusal::Level(WhyStandard::NothingLeft))),
        },
    };
    let incident = opening.incident.as_ref().map(|incident| incident.kind);
    let number = number::next(cx, tx).await?;
    let key = subject::key(cx, &**tx, id).await?;
    let random = cx.app.random.as_ref();
    let facts = RequestFacts {
        product: opening.product,
        country: asks.country.as_deref(),
        language: Lang::from_tag(&asks.lang).unwrap_or_default(),
        level: level.word(),
        category: category.word(),
    };
    let queue = routing::queue_for(&**tx, &facts).await?;
    let mut row = request::Model {
        id,
        number: number.to_string(),
        company_id: asks.company,
        account_id: asks.account,
        member_id: asks.member,
        category,
        form_version: form::VERSION,
        form_sealed: Some(key.seal(random, FORM, id, &serde_json::to_vec(&opening.filled)?)?),
        subject_sealed: Some(key.seal(random, SUBJECT, id, opening.subject.as_bytes())?),
        lang: asks.lang.clone(),
        country: asks.country.clone(),
        product_id: opening.product,
        product_version_id: opening.version,
        license_id: opening.license,
        level,
        contract_id: opening.contract,
        critical: incident,
        kind: opening.filled.kind(),
        channel: opening.channel,
        confidential: opening.confidential,
        status: opening.status,
        status_by: doer.by,
        status_at: now,
        active: opening.status.is_active(),
        work: Work::New,
        urgency: urgency(level, incident),
        queue_id: queue,
        assignee_id: None,
        follows_id: opening.follows,
        merged_into: None,
        opened_at: now,
        updated_at: now,
        first_answer_at: None,
        due_at: None,
        first_due_at: None,
        solution_due_at: None,
        reminded: 0,
        step_at: None,
        end_told: false,
        closed_at: opening.status.is_final().then_some(now),
        erase_at: None,
        erased_at: None,
        messages: 0,
        last_event: 0,
        last_link: chain::START.to_vec(),
        version: 1,
    };
    schedule(cx, &mut row)?;
    let said = json!({ "channel": opening.channel.word(), "category": category.word(), "level": level.word() });
    let event = next_event(cx, tx, &row, doer, ("opened", None, Some(opening.status)), said).await?;
    clock::set(cx, tx, &mut row, &event).await?;
    row.last_event = event.seq;
    row.last_link.clone_from(&event.link);
    // The first message is counted before the row is written, so that it is written once.
    row.messages = 1;
    request::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
    request_event::Entity::insert(event.into_active_model()).exec_without_returning(&**tx).await?;
    let person = add_author(cx, tx, &row, asks).await?;
    row.messages = 0;
    let writer = match doer.by {
        By::Staff => Writer { staff: doer.id, person: Some(person), ..Writer::default() },
        _ => Writer { account: asks.account, member: asks.member, person: Some(person), staff: None },
    };
    // To the draft of a mail nothing is uploaded.
    if opening.draft.is_some() && mail.is_none() {
        keep_uploads(cx, tx, id, writer, id).await.map_err(|stop| stop.map(OpenRefusal::Upload))?;
    }
    let new = NewMessage {
        channel: MessageChannel::from(opening.channel),
        audience: Audience::Public,
        // What a caller said is the customer's, whoever wrote it down.
        author: Author::Customer,
        writer,
        text: &opening.text,
        html: mail.and_then(|mail| mail.html),
        raw_mail: mail.map(|mail| mail.raw),
        unconfirmed: false,
        is_solution: false,
        takes_files: mail.is_none(),
    };
    let message = add(cx, tx, &mut row, &new).await?;
    index::opened(cx, tx, &row, &opening.subject, &opening.text).await?;
    if let Some(follows) = opening.follows {
        follow(cx, tx, id, follows).await?;
    }
    if let Some(incident) = &opening.incident {
        critical::accept(cx, tx, &row, incident).await?;
    }
    let line = OPENED.about(id).with(json!({ "category": category.word(), "channel": opening.channel.word() }));
    let line = match asks.account {
        Some(account) => line.of_account(account),
        None => line,
    };
    cx.audit(tx, line).await?;
    let raised = RequestOpened {
        request: id,
        account: asks.account,
        lang: Lang::from_tag(&asks.lang).unwrap_or_default(),
        subject: Personal(opening.subject.clone()),
        category,
        product: opening.product,
        message: message.id,
    };
    cx.raise(tx, raised).await?;
    // Behind whoever advises: the mail has it.
    tell::opened(cx, tx, &row, &message).await?;
    Ok((number, message))
}

/// The id and key: those of the draft, which ends here, or new ones. Another request of the same moment finds no draft.
async fn claim(cx: &Cx, tx: &Tx, opening: &Opening) -> Outcome<Uuid, OpenRefusal> {
    use request_draft::{Column, Entity};
    let Some(draft) = opening.draft else {
        let id = cx.id();
        subject::create(cx, tx, id).await?;
        return Ok(id);
    };
    let asks = &opening.asks;
    let own = Entity::find_by_id(draft).filter(Column::RequestId.is_null());
    let own = match (opening.doer.by, opening.doer.id, asks.account) {
        // That of a mail is nobody's: who wrote it is known in this transaction only.
        _ if opening.channel == Channel::Mail => {
            own.filter(Column::AccountId.is_null()).filter(Column::StaffId.is_null())
        }
        (By::Staff, Some(staff), _) => own.filter(Column::StaffId.eq(staff)),
        (_, _, Some(account)) => own.filter(Column::AccountId.eq(account)),
        _ => own.filter(Column::AccountId.is_null()).filter(Column::StaffId.is_null()),
    };
    let found = own.lock_exclusive().one(&**tx).await?;
    let Some(found) = found.filter(|row| row.company_id == asks.company || opening.channel == Channel::Mail) else {
        return Err(refuse(OpenRefusal::Draft));
    };
    Entity::delete_by_id(found.id).exec(&**tx).await?;
    Ok(found.id)
}

async fn add_author(cx: &Cx, tx: &Tx, row: &request::Model, asks: &Asks) -> Result<Uuid, Fault> {
    let id = cx.id();
    let key = subject::key(cx, &**tx, row.id).await?;
    let random = cx.app.random.as_ref();
    let (sealed, lookup) = match &asks.person {
        None => (None, None),
        Some(person) => {
            let sealed = key.seal(random, PERSON, id, &serde_json::to_vec(person)?)?;
            let lookup = Email::parse(&person.email).ok().map(|email| person_lookup(cx, email.normalized()));
            (Some(sealed), lookup)
        }
    };
    let author = request_person::Model {
        id,
        request_id: row.id,
        part: Role::Author,
        account_id: asks.account,
        member_id: asks.member,
        person_sealed: sealed,
        email_lookup: lookup.clone(),
        muted: false,
        bounced_at: people::bounced_lately(cx, tx, asks.account, lookup.as_deref()).await?,
        added_at: cx.now(),
        removed_at: None,
    };
    request_person::Entity::insert(author.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(id)
}

async fn follow(cx: &Cx, tx: &Tx, id: Uuid, follows: Uuid) -> Result<(), Fault> {
    let link = request_link::Model {
        id: cx.id(),
        request_id: id,
        other_id: follows,
        kind: LinkKind::Follows,
        made_by: None,
        made_at: cx.now(),
        undone_by: None,
        undone_at: None,
    };
    request_link::Entity::insert(link.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(())
}
