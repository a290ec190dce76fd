//! What people are told by mail of their request (SUP-6, SUP-13), queued with the change. Every mail of a request is in one conversation: the
//! first one begins it, each further one answers the last, and answers come back by an address that only its recipient knows.

use crate::mails::answer::Said;
use crate::mails::{About, answer, assigned, ended, ends_soon, opened as opened_mail, reminder, to_staff};
use crate::model::message::{Audience, Author, DeliveryState, MessageChannel, RefKind};
use crate::model::places::{REF, SUBJECT};
use crate::model::request::Channel;
use crate::model::settings::Settings;
use crate::queries::notices::{Lately, is_broken};
use crate::queries::people::{Told, following, told};
use crate::rights::AGENTS;
use crate::signals::Adviser;
use crate::tables::{message_delivery, message_ref, request, request_file, request_message};
use gatehouse_companies::tables::company;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, HOUR, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule};
use gatehouse_inbox::marks;
use gatehouse_mail::ledger::Caused;
use gatehouse_mail::staff::with_roles;
use gatehouse_mail::{Recipient, Thread};
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};

/// Messages that the `References` of a mail name, besides the first.
const REFERENCES: u64 = 10;
/// Mails about one request to one member of the staff in an hour: whoever writes more is a program.
const MOST_TO_STAFF: i64 = 25;
/// Mails to one member of the staff in an hour that a request is theirs now: whoever is given more finds them in the list.
const MOST_ASSIGNED: i64 = 25;

/// The mails of one request in one transaction.
pub(crate) struct Telling<'a> {
    cx: &'a Cx,
    tx: &'a Tx,
    row: &'a request::Model,
    about: About,
    support: String,
    from: String,
    references: Vec<String>,
    /// The last message of the conversation, for what is told besides messages.
    last: Option<Uuid>,
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
        let people = told(cx, &**tx, row, None).await?;
        Self::to(cx, tx, row, before, people).await
    }

    async fn to(
        cx: &'a Cx,
        tx: &'a Tx,
        row: &'a request::Model,
        before: Option<i64>,
        people: Vec<Told>,
    ) -> Result<Telling<'a>, Fault> {
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
        let (references, last) = references(cx, tx, row, before.unwrap_or(i64::MAX), &from).await?;
        let about = About::of(row, subject, slug.as_deref());
        Ok(Self { cx, tx, row, about, support, from, references, last, people })
    }

    fn takes_mail(&self) -> bool {
        !self.support.is_empty()
    }

    /// Where one person's answers go.
    fn reply_address(&self, person: Uuid) -> Option<String> {
        let keys = &self.cx.app.keys;
        self.takes_mail().then(|| marks::reply_address(keys, &self.support, self.row.id, person))
    }

    /// Where mail systems tell that it did not arrive. `delivery`: the one mail to one person, so that nobody speaks for another; of what is told
    /// besides messages, the message that it stands behind.
    fn bounce_address(&self, delivery: Option<Uuid>) -> Option<String> {
        let about = delivery.or(self.last).filter(|_| self.takes_mail())?;
        Some(marks::bounce_address(&self.cx.app.keys, &self.support, about))
    }

    /// By which this installation knows its own mails, where they come back.
    fn instance(&self) -> Option<(String, String)> {
        Some((marks::INSTANCE_HEADER.to_owned(), marks::instance(&self.cx.app.keys)))
    }

    /// The place of one person's mail; `message`: what it tells, if it is one, and the row of its delivery.
    fn thread(&self, one: Uuid, message: Option<(Uuid, Uuid)>) -> Thread {
        let cx = self.cx;
        let own = message.map_or_else(|| cx.id(), |(message, _)| message);
        Thread {
            message_id: marks::message_id(&cx.app.keys, &self.from, own),
            in_reply_to: self.references.last().cloned(),
            references: self.references.clone(),
            reply_to: self.reply_address(one),
            bounces_to: self.bounce_address(message.map(|(_, delivery)| delivery)),
            instance: self.instance(),
        }
    }

    async fn delivered(
        &self,
        (message, delivery): (Uuid, Uuid),
        person: Uuid,
        mail: Option<Uuid>,
    ) -> Result<(), Fault> {
        let Some(mail) = mail else { return Ok(()) };
        let row = message_delivery::Model {
            id: delivery,
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
            // Of a request by mail it answers the mail.
            let place = (message, self.cx.id());
            let thread = self.thread(one.person, Some(place));
            // Whoever has no account was advised nothing: anybody may have named their address.
            let advice = match self.cx.app.services.find::<Adviser>().filter(|_| caused.is_none()) {
                Some(adviser) => adviser.0.chosen(self.cx, self.tx, self.row.id, one.to.lang).await?,
                None => Vec::new(),
            };
            let facts = (self.row.category, self.takes_mail(), advice.as_slice());
            let mail = opened_mail::queue(self.cx, self.tx, (&self.about, one, thread), facts, caused).await?;
            self.delivered(place, one.person, mail).await?;
        }
        Ok(())
    }

    /// A message, for these people and members of the staff.
    async fn answered(&self, message: &request_message::Model, text: &str, staff: &[Uuid]) -> Result<(), Fault> {
        let files = request_file::Entity::find().filter(request_file::Column::MessageId.eq(message.id));
        let said = Said {
            message: message.id,
            text,
            files: i64::try_from(files.count(&**self.tx).await?)?,
            status: self.row.status,
            by_support: message.author != Author::Customer,
            takes_mail: self.takes_mail(),
        };
        let is_human = message.author == Author::Staff;
        if !is_human && is_broken(self.cx, self.tx).await? {
            return Ok(());
        }
        // What comes by mail may be of a colleague's program, which answers every mail: two of them would never end.
        let is_typed = is_human && message.channel != MessageChannel::Mail;
        let people: Vec<Uuid> = self.people.iter().map(|one| one.person).collect();
        let lately = Lately::of(self.cx, &**self.tx, &people).await?;
        for one in &self.people {
            if !is_typed && !lately.may_get(one.person) {
                metrics::counter!("gatehouse_support_notices_withheld_total").increment(1);
                continue;
            }
            let place = (message.id, self.cx.id());
            let thread = self.thread(one.person, Some(place));
            let mail = answer::queue(self.cx, self.tx, (&self.about, one, thread), &said).await?;
            self.delivered(place, one.person, mail).await?;
        }
        self.told_staff(message, text, (said.files, staff)).await
    }

    /// A customer's message, for whoever of the staff has the request or watches it; they answer by the page or by mail.
    async fn told_staff(
        &self,
        message: &request_message::Model,
        text: &str,
        (files, wanted): (i64, &[Uuid]),
    ) -> Result<(), Fault> {
        if wanted.is_empty() {
            return Ok(());
        }
        let all = with_roles(self.cx, self.tx, AGENTS).await?;
        let told: Vec<_> = all.iter().filter(|member| wanted.contains(&member.sealed_by)).collect();
        let counter = |member: &&Recipient| {
            let key = [self.row.id.as_bytes().as_slice(), member.sealed_by.as_bytes()].concat();
            Counter::new(self.cx, "support.told_staff", &key, Rule::counted(HOUR))
        };
        let counters: Vec<Counter> = told.iter().map(counter).collect();
        let counts = counters::add(self.cx, self.tx, &counters).await?;
        for (member, _) in told.into_iter().zip(counts).filter(|(_, count)| *count <= MOST_TO_STAFF) {
            // What comes back from a colleague's address stops no mail to a customer.
            let thread = self.thread(member.sealed_by, Some((message.id, message.id)));
            let thread = Thread { bounces_to: None, ..thread };
            let said = (text, files, self.takes_mail());
            to_staff::queue(self.cx, self.tx, (&self.about, member, thread), said, self.row.id).await?;
        }
        Ok(())
    }

    /// That it is theirs now, for a member of the staff to whom a colleague gave it.
    pub async fn assigned(&self, staff: Uuid) -> Result<(), Fault> {
        let all = with_roles(self.cx, self.tx, AGENTS).await?;
        let Some(member) = all.iter().find(|member| member.sealed_by == staff) else { return Ok(()) };
        let counter = Counter::new(self.cx, "support.assigned", staff.as_bytes(), Rule::counted(HOUR));
        let counts = counters::add(self.cx, self.tx, &[counter]).await?;
        if counts.iter().any(|count| *count > MOST_ASSIGNED) {
            return Ok(());
        }
        let thread = Thread { bounces_to: None, ..self.thread(member.sealed_by, None) };
        let about = (&self.about, member, thread);
        assigned::queue(self.cx, self.tx, about, self.takes_mail(), self.row.id).await
    }

    /// How to go on behind an ended license or contract, for one person who wrote again.
    pub async fn how_to_renew(&self, person: Uuid) -> Result<(), Fault> {
        let facts = (self.row.status, "", self.takes_mail());
        for one in self.people.iter().filter(|one| one.person == person) {
            ended::queue(self.cx, self.tx, (&self.about, one, self.thread(one.person, None)), facts).await?;
        }
        Ok(())
    }

    /// How it ended; `why`: support's words, or none.
    pub async fn ended(&self, why: &str) -> Result<(), Fault> {
        let facts = (self.row.status, why, self.takes_mail());
        for one in &self.people {
            ended::queue(self.cx, self.tx, (&self.about, one, self.thread(one.person, None)), facts).await?;
        }
        Ok(())
    }

    /// That support waits; `ends`: until when.
    pub async fn reminded(&self, ends: Moment) -> Result<(), Fault> {
        let takes_mail = self.takes_mail();
        for one in &self.people {
            reminder::queue(self.cx, self.tx, (&self.about, one, self.thread(one.person, None)), ends, takes_mail)
                .await?;
        }
        Ok(())
    }

    /// That its license or contract ends; `ends`: when it is canceled.
    pub async fn ends_soon(&self, ends: Moment) -> Result<(), Fault> {
        for one in &self.people {
            ends_soon::queue(self.cx, self.tx, (&self.about, one, self.thread(one.person, None)), ends).await?;
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
    // That of a mail is told by whoever took it, as far as its limits let it.
    if matches!(row.channel, Channel::Public | Channel::Mail) {
        return Ok(());
    }
    Telling::of(cx, tx, row, Some(message.seq)).await?.opened(message.id, None).await
}

/// A message, for everybody but who wrote it. The conversation is looked up where there is anybody to tell.
pub(crate) async fn answered(
    cx: &Cx,
    tx: &Tx,
    row: &request::Model,
    message: &request_message::Model,
    text: &str,
) -> Result<(), Fault> {
    let people = told(cx, &**tx, row, message.person_id).await?;
    let staff = if message.author == Author::Customer { following(tx, row).await? } else { Vec::new() };
    if people.is_empty() && staff.is_empty() {
        return Ok(());
    }
    Telling::to(cx, tx, row, Some(message.seq), people).await?.answered(message, text, &staff).await
}

/// What the ids of our mails end with; `whole`: with a name and brackets, or without.
fn address(whole: &str) -> String {
    let domain = whole.trim().trim_end_matches('>').rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("@{domain}")
}

/// Ids of mails, oldest first, and the message of the last one.
type Conversation = (Vec<String>, Option<Uuid>);

/// The conversation so far: the message that began it and the last ones, each by the id under which mail programs have it.
async fn references(cx: &Cx, tx: &Tx, row: &request::Model, before: i64, from: &str) -> Result<Conversation, Fault> {
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
    let last = all.last().map(|(id, _)| *id);
    Ok((all.into_iter().map(id_of).collect::<Result<_, Fault>>()?, last))
}
