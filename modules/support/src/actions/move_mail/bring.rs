//! A mail comes into another request, or one is opened for it.

use super::Files;
use crate::actions::answer::{Incoming, receive};
use crate::actions::mail_in::{give, sure};
use crate::actions::message::{NewMessage, Writer, add};
use crate::actions::open::{Asks, FromMail, Opening, open_by_mail};
use crate::actions::step::{Doer, happened, hold};
use crate::actions::tell::Telling;
use crate::model::category::Category;
use crate::model::form::Filled;
use crate::model::mail_lang;
use crate::model::message::{Audience, Author, MOST_SUBJECT, MessageChannel};
use crate::model::places::REF;
use crate::model::request::{Channel, Person};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::mail_known::Sender;
use crate::refusals::RequestRefusal;
use crate::tables::{message_ref, request, request_message};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::text::one_line;
use gatehouse_core::{Actor, Fault, Lang, Outcome, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::{Because, Kept};
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// A mail that is moved.
pub(super) struct Mail<'a> {
    pub id: Uuid,
    pub why: &'a Because,
    pub kept: &'a Kept,
    /// The message that it was.
    pub old: &'a request_message::Model,
    /// Who wrote it was confirmed where it was.
    pub is_sure: bool,
    pub text: &'a str,
    pub files: Files<'a>,
}

impl Mail<'_> {
    /// Whether its author is whom it names, wherever it goes.
    fn is_sure(&self) -> bool {
        self.is_sure || self.why.proof.is_proven() && !self.why.proof.is_disproved()
    }
}

/// Where it is now.
pub(super) struct Brought {
    pub request: Uuid,
    pub message: Uuid,
    at: gatehouse_core::Moment,
}

impl Brought {
    /// The ids by which the mail is known lead here, so that answers follow; then the message of before goes.
    pub async fn follow(&self, cx: &Cx, tx: &Tx, (old_key, old): (&SubjectKey, Uuid)) -> Result<(), Fault> {
        use message_ref::{Column, Entity};
        let key = subject::key(cx, &**tx, self.request).await?;
        let mail = request_message::Entity::find_by_id(old).one(&**tx).await?;
        let mail = mail.ok_or_else(|| super::missing("its message"))?;
        // One id a mail, or none.
        for known in Entity::find().filter(Column::MessageId.eq(old)).all(&**tx).await? {
            let sealed = match &known.ref_sealed {
                Some(sealed) => {
                    let plain = old_key.open(REF, known.id, sealed)?;
                    Some(key.seal(cx.app.random.as_ref(), REF, known.id, &plain)?)
                }
                None => None,
            };
            Entity::update_many()
                .col_expr(Column::RequestId, Expr::value(self.request))
                .col_expr(Column::MessageId, Expr::value(self.message))
                .col_expr(Column::RefSealed, Expr::value(sealed))
                .filter(Column::Id.eq(known.id))
                .exec(&**tx)
                .await?;
        }
        request_message::Entity::delete_many()
            .filter(request_message::Column::RequestId.eq(mail.request_id))
            .filter(request_message::Column::RawMail.eq(mail.raw_mail))
            .exec(&**tx)
            .await?;
        request_message::Entity::update_many()
            .col_expr(request_message::Column::At, Expr::value(self.at))
            .filter(request_message::Column::Id.eq(self.message))
            .exec(&**tx)
            .await?;
        Ok(())
    }

    /// It stands where it stood.
    pub async fn at_place(&self, tx: &Tx, seq: i64) -> Result<(), Fault> {
        request_message::Entity::update_many()
            .col_expr(request_message::Column::Seq, Expr::value(seq))
            .filter(request_message::Column::Id.eq(self.message))
            .exec(&**tx)
            .await?;
        Ok(())
    }
}

/// Into a request that is there.
pub(super) async fn bring(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    mail: &Mail<'_>,
) -> Outcome<Brought, RequestRefusal> {
    // The log says who moved it; what it says, its author said.
    let as_mail = cx.acting_as(Actor::Program("inbox"));
    let sender = Sender::of(cx, &**tx, &mail.why.from).await?;
    let person = match mail.old.author {
        Author::Customer if mail.is_sure() => sender.person_of(&**tx, row.id).await?,
        _ => None,
    };
    let at = mail.old.at;
    if let Some(person) = person {
        let writer =
            Writer { account: person.account_id, member: person.member_id, person: Some(person.id), staff: None };
        let incoming = Incoming {
            channel: MessageChannel::Mail,
            writer,
            text: mail.text,
            html: mail.kept.mail.html.as_deref(),
            raw_mail: Some(mail.id),
            takes_files: false,
            files: mail.files,
            moves: true,
        };
        let doer = Doer { by: By::Author, id: person.account_id };
        let message = receive(&as_mail, tx, row, doer, &incoming).await?;
        return Ok(Brought { request: row.id, message, at });
    }
    let is_machine = mail.old.author == Author::Machine;
    let new = NewMessage {
        channel: mail.old.channel,
        audience: if is_machine { Audience::Internal } else { Audience::Public },
        author: mail.old.author,
        writer: Writer::default(),
        text: mail.text,
        html: mail.kept.mail.html.as_deref(),
        raw_mail: Some(mail.id),
        unconfirmed: !is_machine,
        is_solution: false,
        takes_files: false,
    };
    let message = add(&as_mail, tx, row, &new).await?;
    give(&as_mail, tx, row, &message, mail.files).await?;
    row.updated_at = cx.now();
    let facts = json!({ "message": message.id, "from": mail.why.from });
    let kind = if is_machine { "automatic" } else { "unconfirmed" };
    happened(&as_mail, tx, row, Doer::program(By::Machine), (kind, None, None), facts).await?;
    Ok(Brought { request: row.id, message: message.id, at })
}

/// Into a new one, which is its author's where they are confirmed, and that of a person without an account else.
pub(super) async fn open_for(cx: &Cx, tx: &Tx, mail: &Mail<'_>, draft: Option<Uuid>) -> Result<Brought, Fault> {
    let as_mail = cx.acting_as(Actor::Program("inbox"));
    let sender = Sender::of(cx, &**tx, &mail.why.from).await?;
    let account = sender.account.filter(|_| mail.is_sure());
    let contact = match account {
        Some(account) => contacts::contact(cx, &**tx, account).await?,
        None => None,
    };
    let from = mail.kept.mail.from.clone().unwrap_or_default();
    let asks = match (&contact, account) {
        (Some(contact), Some(account)) => Asks {
            account: Some(account),
            lang: contact.to.lang.tag().to_owned(),
            country: contact.country.clone(),
            ..Asks::default()
        },
        _ => Asks {
            person: Some(Person { name: from.name, email: from.address, phone: String::new() }),
            lang: mail_lang::of(&format!("{} {}", mail.why.subject, mail.text)).tag().to_owned(),
            ..Asks::default()
        },
    };
    let lang = Lang::from_tag(&asks.lang).unwrap_or_default();
    let subject: String = one_line(&mail.why.subject).unwrap_or_default().chars().take(MOST_SUBJECT).collect();
    let is_known = asks.account.is_some();
    let opening = Opening {
        draft,
        doer: Doer { by: By::Author, id: asks.account },
        asks,
        category: Category::Portal,
        status: Status::Processing,
        filled: Filled::default(),
        subject: if subject.is_empty() { crate::texts(lang).msg_no_subject() } else { subject },
        text: mail.text.to_owned(),
        product: None,
        version: None,
        license: None,
        contract: None,
        incident: None,
        channel: Channel::Mail,
        confidential: false,
        follows: None,
    };
    let from_mail = FromMail { html: mail.kept.mail.html.as_deref(), raw: mail.id };
    let message = open_by_mail(&as_mail, tx, &opening, from_mail).await.map_err(sure)?;
    let Some(mut row) = hold(tx, message.request_id).await? else { return Err(super::missing("the new request")) };
    give(&as_mail, tx, &mut row, &message, mail.files).await?;
    let facts = json!({ "from": mail.why.from, "mail": mail.id });
    happened(&as_mail, tx, &mut row, Doer::program(By::Machine), ("by_mail", None, None), facts).await?;
    // Who has an account gets the number; of others nobody knows whether they wrote it.
    if is_known {
        Telling::of(&as_mail, tx, &row, Some(2)).await?.opened(message.id, None).await?;
    }
    Ok(Brought { request: row.id, message: message.id, at: mail.old.at })
}
