//! Whose the messages of an import are.

use super::Importing;
use crate::actions::open::Asks;
use crate::model::import::people::Who;
use crate::model::import::{ImportedMessage, ImportedRequest};
use crate::model::mail_thread::person_lookup;
use crate::model::places::PERSON;
use crate::model::request::{Person, Role};
use crate::tables::{request, request_person};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_companies::queries::domains::{Fit, fits};
use gatehouse_companies::queries::membership;
use gatehouse_core::{Fault, Uuid};
use gatehouse_seal::SubjectKey;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// Somebody who wrote messages of a request.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Writes {
    pub account: Option<Uuid>,
    pub member: Option<Uuid>,
    pub person: Option<Uuid>,
}

impl Importing<'_> {
    /// Whoever asked: by their account, in their company's name where the address is of its own domain; else a person with an address.
    pub(super) async fn asks(&self, who: &Who) -> Result<Asks, Fault> {
        let (cx, tx) = (self.cx, self.tx);
        let email = Email::parse(&who.email).ok();
        let account = match &email {
            Some(email) => contacts::find_by_email(cx, &**tx, email.written()).await?,
            None => None,
        };
        let contact = match account {
            Some(account) => contacts::contact(cx, &**tx, account).await?,
            None => None,
        };
        let (Some(account), Some(contact), Some(email)) = (account, contact, email) else {
            let person = Person { name: who.name.clone(), email: who.email.clone(), phone: String::new() };
            return Ok(Asks { person: Some(person), lang: self.run.lang.clone(), ..Asks::default() });
        };
        let found = membership::of_account(cx, &**tx, account).await?;
        let member = match found.filter(|found| found.is_usable() && found.standing().blocked.is_none()) {
            Some(found) if fits(&**tx, found.company().id, &email).await? == Fit::Verified => Some(found),
            _ => None,
        };
        Ok(Asks {
            account: Some(account),
            company: member.as_ref().map(|found| found.company().id),
            member: member.as_ref().map(|found| found.member().id),
            person: None,
            lang: contact.to.lang.tag().to_owned(),
            country: contact.country,
        })
    }

    /// The rows of people who wrote: the author, and others, who belong to it no more: they are known by name, and neither see it nor are told.
    pub(super) async fn writers(
        &self,
        row: &request::Model,
        key: &SubjectKey,
        (asked, author, asks): (&ImportedRequest, &Who, &Asks),
        messages: &[ImportedMessage],
    ) -> Result<HashMap<String, Writes>, Fault> {
        let mut all = HashMap::new();
        let person = self.person(row, key, (author, asks), true).await?;
        let of_author = Writes { account: asks.account, member: asks.member, person: Some(person) };
        all.insert(String::new(), of_author);
        if let Some(named) = &asked.author {
            all.insert(named.clone(), of_author);
        }
        let mut by_address = HashMap::from([(author.email.to_lowercase(), of_author)]);
        for message in messages.iter().filter(|one| one.is_public && !self.is_of_staff(one, asked)) {
            let Some(named) = message.author.as_ref().filter(|named| !all.contains_key(*named)) else { continue };
            let who = self.people.who(named);
            let known = by_address.get(&who.email.to_lowercase()).filter(|_| !who.email.is_empty()).copied();
            let writes = match known {
                Some(writes) => writes,
                None => self.writer_of(row, key, &who).await?,
            };
            by_address.insert(who.email.to_lowercase(), writes);
            all.insert(named.clone(), writes);
        }
        Ok(all)
    }

    pub(super) async fn further(&self, row: &request::Model, key: &SubjectKey, who: &Who) -> Result<Writes, Fault> {
        let mut asks = self.asks(who).await?;
        // What they wrote is in this request's name, not their company's.
        asks.member = None;
        let person = self.person(row, key, (who, &asks), false).await?;
        Ok(Writes { account: asks.account, member: None, person: Some(person) })
    }

    pub(super) async fn person(
        &self,
        row: &request::Model,
        key: &SubjectKey,
        (who, asks): (&Who, &Asks),
        is_author: bool,
    ) -> Result<Uuid, Fault> {
        let (cx, id) = (self.cx, self.cx.id());
        let email = Email::parse(&who.email).ok();
        let (sealed, lookup) = match &asks.person {
            None => (None, None),
            Some(person) => {
                let sealed = key.seal(cx.app.random.as_ref(), PERSON, id, &serde_json::to_vec(person)?)?;
                (Some(sealed), email.as_ref().map(|email| person_lookup(cx, email.normalized())))
            }
        };
        let new = request_person::Model {
            id,
            request_id: row.id,
            part: if is_author { Role::Author } else { Role::Reader },
            account_id: asks.account,
            member_id: asks.member,
            person_sealed: sealed,
            email_lookup: lookup,
            // Nobody can write to who has no address.
            muted: asks.account.is_none() && email.is_none(),
            bounced_at: None,
            added_at: cx.now(),
            removed_at: (!is_author).then(|| cx.now()),
        };
        request_person::Entity::insert(new.into_active_model()).exec_without_returning(&**self.tx).await?;
        Ok(id)
    }

    /// The row of who wrote, in a request that is there.
    pub(super) async fn writer_of(&self, row: &request::Model, key: &SubjectKey, who: &Who) -> Result<Writes, Fault> {
        use request_person::{Column, Entity};
        let asks = self.asks(who).await?;
        let lookup = Email::parse(&who.email).ok().map(|email| person_lookup(self.cx, email.normalized()));
        let all = Entity::find().filter(Column::RequestId.eq(row.id)).all(&**self.tx).await?;
        let is_theirs = |person: &request_person::Model| match asks.account {
            Some(account) => person.account_id == Some(account),
            None => lookup.is_some() && person.email_lookup == lookup,
        };
        match all.into_iter().find(is_theirs) {
            Some(person) => {
                Ok(Writes { account: person.account_id, member: person.member_id, person: Some(person.id) })
            }
            None => self.further(row, key, who).await,
        }
    }
}
