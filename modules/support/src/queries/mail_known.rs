//! What is known of a mail that came in: the requests that it may belong to, and what its sender is to each. One statement a question, however many
//! marks, ids and numbers a mail has.

use crate::model::mail_thread::{person_lookup, ref_lookup};
use crate::queries::people::blocked;
use crate::queries::staff::kept;
use crate::tables::{message_delivery, message_ref, request, request_message, request_person, request_watcher};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_companies::queries::domains::{Fit, fits_of};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_inbox::matching::Asked;
use gatehouse_inbox::{Known, KnownRequest, Standing};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whoever a mail says it is from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sender {
    /// Their address; `None`: it names none that could be one.
    pub email: Option<Email>,
    /// Their account.
    pub account: Option<Uuid>,
    /// The keyed hash by which people without an account are found.
    pub lookup: Option<Vec<u8>>,
}

impl Sender {
    pub async fn of<C: ConnectionTrait>(cx: &Cx, conn: &C, address: &str) -> Result<Self, Fault> {
        let Ok(email) = Email::parse(address) else { return Ok(Self::default()) };
        Ok(Self {
            account: contacts::find_by_email(cx, conn, address).await?,
            lookup: Some(person_lookup(cx, email.normalized())),
            email: Some(email),
        })
    }

    /// Whether a row of a request's people is theirs.
    pub fn is(&self, person: &request_person::Model) -> bool {
        let by_account = self.account.is_some() && person.account_id == self.account;
        by_account || self.lookup.is_some() && person.email_lookup == self.lookup
    }

    /// Their row in a request, while they belong to it and are not blocked in its company.
    pub async fn person_of<C: ConnectionTrait>(
        &self,
        conn: &C,
        request: Uuid,
    ) -> Result<Option<request_person::Model>, Fault> {
        use request_person::{Column, Entity};
        let all = Entity::find().filter(Column::RequestId.eq(request)).filter(Column::RemovedAt.is_null());
        let all = all.all(conn).await?;
        let blocked = blocked(conn, all.iter().filter_map(|person| person.member_id)).await?;
        Ok(all.into_iter().find(|person| self.is(person) && !is_in(&blocked, person)))
    }
}

fn is_in(blocked: &HashSet<Uuid>, person: &request_person::Model) -> bool {
    person.member_id.is_some_and(|member| blocked.contains(&member))
}

/// Looks it up.
pub(crate) async fn known(cx: &Cx, asked: &Asked) -> Result<Known, Fault> {
    let conn = cx.read();
    let sender = Sender::of(cx, conn, &asked.sender).await?;
    let by_message = of_messages(cx, &asked.messages).await?;
    let by_message_id = of_ids(cx, &asked.message_ids).await?;
    let by_number = of_numbers(cx, &asked.numbers).await?;
    let mut ids: BTreeSet<Uuid> = asked.requests.iter().copied().collect();
    ids.extend(by_message.values().chain(by_message_id.values()).chain(by_number.values()));
    let requests = requests(cx, &sender, ids.into_iter().collect()).await?;
    let is_sender_known = sender.account.is_some() || is_person(cx, &sender).await?;
    Ok(Known { requests, by_message, by_message_id, by_number, is_sender_known })
}

/// Of messages, and of the mail of a message to one person, which has an address for bounces of its own.
async fn of_messages(cx: &Cx, ids: &[Uuid]) -> Result<HashMap<Uuid, Uuid>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let messages: Vec<(Uuid, Uuid)> = request_message::Entity::find()
        .select_only()
        .columns([request_message::Column::Id, request_message::Column::RequestId])
        .filter(request_message::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(cx.read())
        .await?;
    let mails: Vec<(Uuid, Uuid)> = message_delivery::Entity::find()
        .select_only()
        .columns([message_delivery::Column::Id, message_delivery::Column::RequestId])
        .filter(message_delivery::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(cx.read())
        .await?;
    Ok(messages.into_iter().chain(mails).collect())
}

async fn of_numbers(cx: &Cx, numbers: &[String]) -> Result<HashMap<String, Uuid>, Fault> {
    use request::{Column, Entity};
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let found = Entity::find().select_only().columns([Column::Number, Column::Id]);
    let found = found.filter(Column::Number.is_in(numbers.iter().map(String::as_str)));
    let found: Vec<(String, Uuid)> = found.into_tuple().all(cx.read()).await?;
    Ok(found.into_iter().collect())
}

async fn of_ids(cx: &Cx, ids: &[String]) -> Result<HashMap<String, Uuid>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let lookups: HashMap<Vec<u8>, &String> = ids.iter().map(|id| (ref_lookup(cx, id), id)).collect();
    let found = message_ref::Entity::find()
        .filter(message_ref::Column::RefLookup.is_in(lookups.keys().cloned()))
        .all(cx.read())
        .await?;
    Ok(found.into_iter().filter_map(|row| Some(((*lookups.get(&row.ref_lookup)?).clone(), row.request_id))).collect())
}

async fn requests(cx: &Cx, sender: &Sender, ids: Vec<Uuid>) -> Result<Vec<KnownRequest>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let conn = cx.read();
    let rows: Vec<(Uuid, Option<Uuid>, Option<Uuid>)> = request::Entity::find()
        .select_only()
        .columns([request::Column::Id, request::Column::CompanyId, request::Column::AssigneeId])
        .filter(request::Column::Id.is_in(ids))
        .filter(kept(cx.now()))
        .into_tuple()
        .all(conn)
        .await?;
    let of = || rows.iter().map(|(id, ..)| *id);
    let people = request_person::Entity::find().filter(request_person::Column::RequestId.is_in(of())).all(conn).await?;
    let watchers =
        request_watcher::Entity::find().filter(request_watcher::Column::RequestId.is_in(of())).all(conn).await?;
    let companies: Vec<Uuid> = rows.iter().filter_map(|(_, company, _)| *company).collect();
    let colleagues = match &sender.email {
        Some(email) if !companies.is_empty() => fits_of(conn, &companies, email).await?,
        _ => Vec::new(),
    };
    let blocked = blocked(conn, people.iter().filter_map(|person| person.member_id)).await?;
    let known = |(id, company, assignee): (Uuid, Option<Uuid>, Option<Uuid>)| {
        let own = || people.iter().filter(|person| person.request_id == id);
        let staff = watchers.iter().filter(|one| one.request_id == id).map(|one| one.staff_id).chain(assignee);
        let is_part = own().any(|person| person.removed_at.is_none() && sender.is(person) && !is_in(&blocked, person));
        let is_colleague = colleagues.iter().any(|(theirs, fit)| Some(*theirs) == company && *fit == Fit::Verified);
        KnownRequest {
            id,
            recipients: own().map(|person| person.id).chain(staff).collect(),
            sender: match (is_part, is_colleague) {
                (true, _) => Standing::Participant,
                (false, true) => Standing::SameCompany,
                (false, false) => Standing::Stranger,
            },
        }
    };
    Ok(rows.iter().copied().map(known).collect())
}

async fn is_person(cx: &Cx, sender: &Sender) -> Result<bool, Fault> {
    let Some(lookup) = &sender.lookup else { return Ok(false) };
    let own = request_person::Entity::find().filter(request_person::Column::EmailLookup.eq(lookup.clone()));
    Ok(own.one(cx.read()).await?.is_some())
}
