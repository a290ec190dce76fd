//! What people are told by mail of their request (SUP-6, SUP-13), queued with the change. Every mail of a request is in one conversation: the
//! first one begins it, each further one answers the last, and answers come back by an address that only its recipient knows.

use crate::mails::answer::Said;
use crate::mails::{About, answer, ended, ends_soon, opened as opened_mail, reminder};
use crate::model::message::{Audience, DeliveryState, RefKind};
use crate::model::places::{REF, SUBJECT};
use crate::model::request::Channel;
use crate::model::settings::Settings;
use crate::queries::people::{Told, told};
use crate::tables::{message_delivery, message_ref, request, request_file, request_message};
use gatehouse_companies::tables::company;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::marks;
use gatehouse_mail::Thread;
use gatehouse_mail::ledger::Caused;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Messages that the `References` of a mail name, besides the first.
const REFERENCES: u64 = 10;

/// The mails of one request in one transaction.
pub(crate) struct Telling<'a> {
    cx: &'a Cx,
    tx: &'a Tx,
    row: &'a request::Model,
    about: About,
    support: String,
    from: String,
    references: Vec<String>,
    people: Vec<Told>,
}

impl<'a> Telling<'a> {
    /// Whoever is to be told, and the conversation so far. `before`: the message that is being told, which it does not name.
    pub async fn of(
        cx: &'a Cx,
        tx: &'a Tx,
        row: &'a request::Model,
        before: Option<i64>,
    ) -> Result<Telling<'a>, Fault> {
        let people = told(cx, &**tx, row).await?;
        let key = subject::key(cx, &**tx, row.id).await?;
        let subject = match &row.subject_sealed {
            Some(sealed) => key.open_text(SUBJECT, row.id, sealed)?,
            None => String::new(),
        };
        let slug = match row.company_id {
            Some(company) => company::Entity::find_by_id(company).one(&**tx).await?.map(|row| row.slug),
            None => None,
        };
        let support = cx.service::<Settings>()?.address.clone();
        let from = address(if support.is_empty() { &cx.app.settings.mail_from } else { &support });
        let references = references(cx, tx, row, before.unwrap_or(i64::MAX), &from).await?;
        let about = About::of(row, subject, slug.as_deref());
        Ok(Self { cx, tx, row, about, support, from, references, people })
    }

    fn takes_mail(&self) -> bool {
        !self.support.is_empty()
    }

    /// Where one person's answers go.
    fn reply_address(&self, one: &Told) -> Option<String> {
        let keys = &self.cx.app.keys;
        self.takes_mail().then(|| marks::reply_address(keys, &self.support, self.row.id, one.person))
    }

    /// The place of one person's mail; `message`: what it tells, if it is one.
    fn thread(&self, one: &Told, message: Option<Uuid>) -> Thread {
        let cx = self.cx;
        let own = message.unwrap_or_else(|| cx.id());
        Thread {
            message_id: marks::message_id(&cx.app.keys, &self.from, own),
            in_reply_to: self.references.last().cloned(),
            references: self.references.clone(),
            reply_to: self.reply_address(one),
        }
    }

    async fn delivered(&self, message: Uuid, person: Uuid, mail: Option<Uuid>) -> Result<(), Fault> {
        let Some(mail) = mail else { return Ok(()) };
        let row = message_delivery::Model {
            id: self.cx.id(),
            request_id: self.row.id,
            message_id: message,
            person_id: person,
            mail_id: Some(mail),
            state: DeliveryState::Queued,
            reason: None,
            at: self.cx.now(),
        };
        message_delivery::Entity::insert(row.into_active_model()).exec_without_returning(&**self.tx).await?;
        Ok(())
    }

    /// The number, for the author; `caused`: of what a stranger has opened.
    pub async fn opened(&self, message: Uuid, caused: Option<&Caused>) -> Result<(), Fault> {
        for one in self.people.iter().filter(|one| one.is_author) {
            let thread = Thread {
                message_id: marks::message_id(&self.cx.app.keys, &self.from, message),
                in_reply_to: None,
                references: Vec::new(),
                reply_to: self.reply_address(one),
            };
            let facts = (self.row.category, self.takes_mail());
            let mail = opened_mail::queue(self.cx, self.tx, (&self.about, one, thread), facts, caused).await?;
            self.delivered(message, one.person, mail).await?;
        }
        Ok(())
    }

    /// A message, for everybody but who wrote it.
    pub async fn answered(&self, message: &request_message::Model, text: &str) -> Result<(), Fault> {
        let files = request_file::Entity::find().filter(request_file::Column::MessageId.eq(message.id));
        let said = Said {
            text,
            files: i64::try_from(files.count(&**self.tx).await?)?,
            status: self.row.status,
            by_support: message.author != crate::model::message::Author::Customer,
            takes_mail: self.takes_mail(),
        };
        for one in self.people.iter().filter(|one| Some(one.person) != message.person_id) {
            let thread = self.thread(one, Some(message.id));
            let mail = answer::queue(self.cx, self.tx, (&self.about, one, thread), &said).await?;
            self.delivered(message.id, one.person, mail).await?;
        }
        Ok(())
    }

    /// How it ended; `why`: support's words, or none.
    pub async fn ended(&self, why: &str) -> Result<(), Fault> {
        let facts = (self.row.status, why, self.takes_mail());
        for one in &self.people {
            ended::queue(self.cx, self.tx, (&self.about, one, self.thread(one, None)), facts).await?;
        }
        Ok(())
    }

    /// That support waits; `ends`: until when.
    pub async fn reminded(&self, ends: Moment) -> Result<(), Fault> {
        let takes_mail = self.takes_mail();
        for one in &self.people {
            reminder::queue(self.cx, self.tx, (&self.about, one, self.thread(one, None)), ends, takes_mail).await?;
        }
        Ok(())
    }

    /// That its license or contract ends; `ends`: when it is canceled.
    pub async fn ends_soon(&self, ends: Moment) -> Result<(), Fault> {
        for one in &self.people {
            ends_soon::queue(self.cx, self.tx, (&self.about, one, self.thread(one, None)), ends).await?;
        }
        Ok(())
    }
}

/// The mail with the number. Of the public form a job sends it: a stranger can cause it.
pub(crate) async fn opened(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    message: &request_message::Model,
) -> Result<(), Fault> {
    if row.channel == Channel::Public {
        return Ok(());
    }
    Telling::of(cx, tx, row, Some(message.seq)).await?.opened(message.id, None).await
}

/// What the ids of our mails end with; `whole`: with a name and brackets, or without.
fn address(whole: &str) -> String {
    let domain = whole.trim().trim_end_matches('>').rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("@{domain}")
}

/// The conversation so far: the message that began it and the last ones, each by the id under which mail programs have it.
async fn references(cx: &Cx, tx: &Tx, row: &request::Model, before: i64, from: &str) -> Result<Vec<String>, Fault> {
    use request_message::{Column, Entity};
    let told = || {
        Entity::find()
            .select_only()
            .columns([Column::Id, Column::Seq])
            .filter(Column::RequestId.eq(row.id))
            .filter(Column::Audience.eq(Audience::Public))
            .filter(Column::Unconfirmed.eq(false))
            .filter(Column::Seq.lt(before))
    };
    let mut all: Vec<(Uuid, i64)> = told().order_by_desc(Column::Seq).limit(REFERENCES).into_tuple().all(&**tx).await?;
    if all.last().is_some_and(|(_, seq)| *seq > 1) {
        let first: Option<(Uuid, i64)> = told().filter(Column::Seq.eq(1)).into_tuple().one(&**tx).await?;
        all.extend(first);
    }
    all.reverse();
    let received = message_ref::Entity::find()
        .filter(message_ref::Column::MessageId.is_in(all.iter().map(|(id, _)| *id)))
        .filter(message_ref::Column::Kind.eq(RefKind::Received))
        .order_by_asc(message_ref::Column::At)
        .all(&**tx)
        .await?;
    let key = subject::key(cx, &**tx, row.id).await?;
    let id_of = |(id, _): (Uuid, i64)| {
        let own = received.iter().find(|one| one.message_id == id);
        match own.and_then(|one| Some((one.id, one.ref_sealed.as_ref()?))) {
            Some((place, sealed)) => key.open_text(REF, place, sealed),
            None => Ok(marks::message_id(&cx.app.keys, from, id)),
        }
    };
    all.into_iter().map(id_of).collect()
}
