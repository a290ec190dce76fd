//! A thing of another program becomes a request, or a message of one (SUP-17, ACC-18): all of it in one transaction, once for good. The ledger
//! (`import_item`) is written first and is unique, so neither a second run nor a second process doubles it, and what was erased since does not come again.
//!
//! The author is known by their address: an account, in their company's name where the address is of its own domain; else a person without an account. A
//! request keeps its dates. What is still active waits from now on, so that no time has passed before anybody saw it here. Nobody is mailed anything. A tag
//! that is the name of a queue chooses it. What ended longer ago than requests of people without an account are kept is not taken.

mod messages;
mod people;

use super::number;
use super::open::Asks;
use super::step::{Doer, next_event, schedule};
use crate::events::{IMPORTED, of_account};
use crate::inventory::STRANGER_DAYS;
use crate::model::category::{Category, Level, urgency};
use crate::model::form::{self, Filled};
use crate::model::import::item::Item;
use crate::model::import::people::People;
use crate::model::import::refused::ItemRefused;
use crate::model::import::{ImportedMessage, ImportedRequest, ImportedStatus, RowWrong};
use crate::model::places::{FORM, SUBJECT};
use crate::model::queue_rules::RequestFacts;
use crate::model::request::Channel;
use crate::model::status::Status;
use crate::model::transition::By;
use crate::model::work::Work;
use crate::queries::{chain, routing};
use crate::tables::{import_item, import_run, request, request_event, support_queue};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Lang, Moment, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_seal::SubjectKey;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is here now.
    Now,
    /// It was here before.
    Before,
}

/// Takes it; where the run only looks, everything is done and nothing of it stays.
pub(crate) async fn take_item(
    cx: &Cx,
    run: &import_run::Model,
    (place, item): (i64, &Item),
    people: &People,
) -> Outcome<Taken, ItemRefused> {
    if !item.has_id() {
        return Err(refuse(ItemRefused::Row(RowWrong::Element)));
    }
    let tx = cx.begin().await?;
    let importing = Importing { cx, tx: &tx, run, people };
    let taken = match item {
        Item::Request(request, messages) => importing.request(place, item, request, messages).await?,
        Item::Message(message) => importing.message(place, item, message).await?,
    };
    if run.dry_run {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(taken)
}

struct Importing<'a> {
    cx: &'a Cx,
    tx: &'a Tx,
    run: &'a import_run::Model,
    people: &'a People,
}

impl Importing<'_> {
    /// Whether it is taken for the first time.
    async fn is_first(&self, place: i64, item: &Item, request: Uuid) -> Result<bool, Fault> {
        use import_item::{Column, Entity, Model};
        let row = Model {
            id: self.cx.id(),
            run_id: self.run.id,
            place,
            source: self.run.source,
            foreign_id: item.id().to_owned(),
            once: Some(self.once(&item.key())),
            request_id: Some(request),
            refusal: None,
            at: self.cx.now(),
            ends_at: None,
        };
        let once = OnConflict::column(Column::Once).do_nothing().to_owned();
        let inserted =
            Entity::insert(row.into_active_model()).on_conflict(once).exec_without_returning(&**self.tx).await?;
        Ok(inserted > 0)
    }

    fn once(&self, key: &str) -> String {
        format!("{} {key}", self.run.source.word())
    }

    async fn request(
        &self,
        place: i64,
        item: &Item,
        asked: &ImportedRequest,
        messages: &[ImportedMessage],
    ) -> Outcome<Taken, ItemRefused> {
        let (cx, tx, now, id) = (self.cx, self.tx, self.cx.now(), self.cx.id());
        if !self.is_first(place, item, id).await? {
            return Ok(Taken::Before);
        }
        let is_past = |at: Moment| at.0 >= 0 && at <= now;
        if !is_past(asked.opened_at) || !messages.iter().all(|message| is_past(message.at)) {
            return Err(refuse(ItemRefused::Row(RowWrong::Moment)));
        }
        let author = asked.author.as_deref().map(|named| self.people.who(named)).unwrap_or_default();
        let asks = self.asks(&author).await?;
        let row = self.row(id, asked, messages, &asks).await?;
        if row.erase_at.is_some_and(|at| at <= now) {
            return Err(refuse(ItemRefused::TooOld));
        }
        let key = subject::create(cx, tx, id).await?;
        let row = self.begin(row, asked, &key).await?;
        let writers = self.writers(&row, &key, (asked, &author, &asks), messages).await?;
        self.write(&row, &key, (asked, &writers), messages).await?;
        self.index(&row, asked, messages).await?;
        cx.audit(tx, of_account(IMPORTED.about(id), row.account_id)).await?;
        Ok(Taken::Now)
    }

    /// The row as it will stand, without what is sealed and without its event.
    async fn row(
        &self,
        id: Uuid,
        asked: &ImportedRequest,
        messages: &[ImportedMessage],
        asks: &Asks,
    ) -> Result<request::Model, Fault> {
        let (cx, now) = (self.cx, self.cx.now());
        let status = status_of(asked.status);
        let changed_at = asked.changed_at.max(asked.opened_at).min(now);
        let closed_at = status.is_final().then_some(changed_at);
        let is_strangers = asks.account.is_none() && asks.company.is_none();
        let first = messages.iter().filter(|one| one.is_public && self.is_of_staff(one, asked)).map(|one| one.at).min();
        let mut row = request::Model {
            id,
            number: number::next(cx, self.tx).await?.to_string(),
            company_id: asks.company,
            account_id: asks.account,
            member_id: asks.member,
            category: Category::Portal,
            form_version: form::VERSION,
            form_sealed: None,
            subject_sealed: None,
            lang: asks.lang.clone(),
            country: asks.country.clone(),
            product_id: None,
            product_version_id: None,
            license_id: None,
            level: Level::Standard,
            contract_id: None,
            critical: None,
            kind: None,
            channel: Channel::Import,
            confidential: false,
            status,
            status_by: By::Machine,
            status_at: closed_at.unwrap_or(now),
            active: status.is_active(),
            work: Work::New,
            urgency: urgency(Level::Standard, None),
            queue_id: self.queue(asked, asks).await?,
            assignee_id: None,
            follows_id: None,
            merged_into: None,
            opened_at: asked.opened_at,
            updated_at: changed_at,
            first_answer_at: first,
            due_at: None,
            first_due_at: None,
            solution_due_at: None,
            reminded: 0,
            step_at: None,
            end_told: false,
            closed_at,
            erase_at: closed_at.filter(|_| is_strangers).map(|at| at.plus(STRANGER_DAYS * DAY)),
            erased_at: None,
            messages: 0,
            last_event: 0,
            last_link: chain::START.to_vec(),
            version: 1,
        };
        schedule(cx, &mut row)?;
        Ok(row)
    }

    /// The queue that a tag names, else the one that the rules say.
    async fn queue(&self, asked: &ImportedRequest, asks: &Asks) -> Result<Option<Uuid>, Fault> {
        use support_queue::{Column, Entity};
        if !asked.tags.is_empty() {
            let open = Entity::find().filter(Column::ArchivedAt.is_null()).all(&**self.tx).await?;
            let tags: Vec<String> = asked.tags.iter().map(|tag| tag.to_lowercase()).collect();
            if let Some(queue) = open.iter().find(|queue| tags.contains(&queue.name.to_lowercase())) {
                return Ok(Some(queue.id));
            }
        }
        let facts = RequestFacts {
            product: None,
            country: asks.country.as_deref(),
            language: Lang::from_tag(&asks.lang).unwrap_or_default(),
            level: Level::Standard.word(),
            category: Category::Portal.word(),
        };
        routing::queue_for(&**self.tx, &facts).await
    }

    /// Row and first event. The clocks are not asked: no target holds for what came from elsewhere.
    async fn begin(
        &self,
        mut row: request::Model,
        asked: &ImportedRequest,
        key: &SubjectKey,
    ) -> Result<request::Model, Fault> {
        let (cx, tx) = (self.cx, self.tx);
        let random = cx.app.random.as_ref();
        let lang = Lang::from_tag(&row.lang).unwrap_or_default();
        let subject =
            if asked.subject.is_empty() { crate::texts(lang).msg_no_subject() } else { asked.subject.clone() };
        row.form_sealed = Some(key.seal(random, FORM, row.id, &serde_json::to_vec(&Filled::default())?)?);
        row.subject_sealed = Some(key.seal(random, SUBJECT, row.id, subject.as_bytes())?);
        let doer = Doer { by: By::Machine, id: self.run.made_by };
        let facts =
            json!({ "source": self.run.source.word(), "id": asked.id, "number": asked.number, "run": self.run.id });
        let event = next_event(cx, tx, &row, doer, ("imported", None, Some(row.status)), facts).await?;
        row.last_event = event.seq;
        row.last_link.clone_from(&event.link);
        request::Entity::insert(row.clone().into_active_model()).exec_without_returning(&**tx).await?;
        request_event::Entity::insert(event.into_active_model()).exec_without_returning(&**tx).await?;
        Ok(row)
    }

    /// Whether support wrote a message: it says so itself, or who wrote it is of the staff. A note of nobody known is theirs too.
    fn is_of_staff(&self, message: &ImportedMessage, asked: &ImportedRequest) -> bool {
        let known = message.is_staff.or_else(|| self.people.who(message.author.as_deref()?).is_staff);
        known.unwrap_or(!message.is_public && message.author != asked.author)
    }
}

/// Ours for one of theirs.
const fn status_of(status: ImportedStatus) -> Status {
    match status {
        ImportedStatus::Processing => Status::Processing,
        ImportedStatus::AwaitingAnswer => Status::AwaitingAnswer,
        ImportedStatus::SolutionProvided => Status::SolutionProvided,
        ImportedStatus::Closed => Status::Closed,
        ImportedStatus::Redirected => Status::ClosedRedirected,
    }
}
