//! Somebody more reads a request along (SUP-12): gets its mails, and sees it where they have an account that can. A customer adds people of their company
//! only, by an address that is a user's, or of a domain that the company has proven: else they could have mails of ours sent to anybody. Support
//! adds whoever is to be told. A contact of the request's contract is one there too.

use super::acting::{Customer, agent, customer};
use super::answer::number_of;
use super::index;
use super::step::{Doer, happened};
use crate::events::{PERSON_ADDED, of_account};
use crate::model::mail_thread::person_lookup;
use crate::model::places::PERSON;
use crate::model::request::{Person, Role};
use crate::queries::people;
use crate::refusals::{PeopleRefusal, RequestRefusal};
use crate::tables::request_person::{Column, Entity, Model};
use crate::tables::{contract_contact, request};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_catalog::model::input::Reader;
use gatehouse_companies::queries::domains::{Fit, fits};
use gatehouse_companies::queries::membership;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, IntoActiveModel as _};
use serde::Deserialize;
use serde_json::json;

/// People of one request.
pub const MOST: u64 = 20;

/// Who is to be added.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AddPerson {
    /// Their address.
    pub email: String,
}

/// Where an address leads.
struct Found {
    account: Option<Uuid>,
    member: Option<Uuid>,
    email: Email,
}

/// A customer adds somebody; `company`: of the page's scope. Returns their row.
pub async fn add_person(
    cx: &Cx,
    company: Option<Uuid>,
    request: Uuid,
    input: &AddPerson,
) -> Outcome<Uuid, PeopleRefusal> {
    let email = read(input)?;
    let tx = cx.begin().await?;
    let acting = customer(cx, &tx, company, request).await;
    let Customer { seen, .. } = acting.map_err(|stop| stop.map(PeopleRefusal::Request))?;
    let Some(by) = seen.manages() else { return Err(refuse(PeopleRefusal::Request(RequestRefusal::OnlySeen))) };
    let Some(company) = company else { return Err(refuse(PeopleRefusal::OnlySupport)) };
    let doer = Doer { by, id: Some(seen.account()) };
    let found = found(cx, &tx, Some(company), email).await?;
    let is_theirs = found.member.is_some() || fits(&*tx, company, &found.email).await? == Fit::Verified;
    if !is_theirs {
        return Err(refuse(PeopleRefusal::NotOfCompany));
    }
    let mut row = seen.into_row();
    let person = put(cx, &tx, &mut row, doer, &found).await?;
    cx.once(&tx, person).await?;
    tx.commit().await?;
    Ok(person)
}

/// Support adds somebody. Returns their row.
pub async fn add_person_as_staff(cx: &Cx, request: Uuid, input: &AddPerson) -> Outcome<Uuid, PeopleRefusal> {
    let email = read(input)?;
    let tx = cx.begin().await?;
    let (mut row, doer) = agent(cx, &tx, request).await.map_err(|stop| stop.map(PeopleRefusal::Request))?;
    let found = found(cx, &tx, row.company_id, email).await?;
    let person = put(cx, &tx, &mut row, doer, &found).await?;
    cx.once(&tx, person).await?;
    tx.commit().await?;
    Ok(person)
}

fn read(input: &AddPerson) -> Outcome<Email, PeopleRefusal> {
    let mut reader = Reader::default();
    let email = reader.email("email", &input.email);
    reader.finish(()).or_refuse()?;
    Ok(email.ok_or(PeopleRefusal::NotOfCompany).or_refuse()?)
}

/// In a company's request an account counts as a user of it alone: whoever is none is told by mail, and sees nothing.
async fn found(cx: &Cx, tx: &Tx, company: Option<Uuid>, email: Email) -> Result<Found, Fault> {
    let account = contacts::find_by_email(cx, &**tx, email.written()).await?;
    let member = match (account, company) {
        (Some(account), Some(company)) => membership::of_account(cx, &**tx, account)
            .await?
            .filter(|found| found.company().id == company && found.is_usable() && found.standing().blocked.is_none())
            .map(|found| found.member().id),
        _ => None,
    };
    let account = account.filter(|_| company.is_none() || member.is_some());
    Ok(Found { account, member, email })
}

/// Adds them, or takes them in again; who is there already stays as they are.
async fn put(cx: &Cx, tx: &Tx, row: &mut request::Model, doer: Doer, found: &Found) -> Outcome<Uuid, PeopleRefusal> {
    if row.status.is_final() {
        return Err(refuse(PeopleRefusal::Request(RequestRefusal::Ended)));
    }
    // Nothing of it is told any more: mails are about the one that it goes on in.
    if let Some(other) = row.merged_into {
        return Err(refuse(PeopleRefusal::Request(RequestRefusal::Merged(number_of(tx, other).await?))));
    }
    let lookup = person_lookup(cx, found.email.normalized());
    let is_theirs = match found.account {
        Some(account) => {
            Condition::any().add(Column::AccountId.eq(account)).add(Column::EmailLookup.eq(lookup.clone()))
        }
        None => Condition::any().add(Column::EmailLookup.eq(lookup.clone())),
    };
    let known = Entity::find().filter(Column::RequestId.eq(row.id)).filter(is_theirs).all(&**tx).await?;
    // Rather by their account than as the address that they had been before.
    let known = known.iter().find(|one| one.account_id.is_some()).or(known.first());
    if let Some(there) = known.filter(|one| one.removed_at.is_none()) {
        return Ok(there.id);
    }
    let there = Entity::find().filter(Column::RequestId.eq(row.id)).filter(Column::RemovedAt.is_null());
    if there.count(&**tx).await? >= MOST {
        return Err(refuse(PeopleRefusal::TooMany));
    }
    let id = match known {
        Some(gone) => {
            Entity::update_many()
                .col_expr(Column::RemovedAt, Expr::value(None::<i64>))
                .col_expr(Column::Muted, Expr::value(false))
                .col_expr(Column::MemberId, Expr::value(found.member.or(gone.member_id)))
                .filter(Column::Id.eq(gone.id))
                .exec(&**tx)
                .await?;
            gone.id
        }
        None => insert(cx, tx, row, found, lookup).await?,
    };
    index::people_changed(cx, tx, row).await?;
    happened(cx, tx, row, doer, ("person_added", None, None), json!({ "person": id })).await?;
    cx.audit(tx, of_account(PERSON_ADDED.about(row.id), row.account_id)).await?;
    Ok(id)
}

async fn insert(cx: &Cx, tx: &Tx, row: &request::Model, found: &Found, lookup: Vec<u8>) -> Result<Uuid, Fault> {
    let id = cx.id();
    let part = if is_contact(tx, row, found, &lookup).await? { Role::Contact } else { Role::Reader };
    let sealed = match found.account {
        Some(_) => None,
        None => {
            let person = Person { email: found.email.written().to_owned(), ..Person::default() };
            let key = subject::key(cx, &**tx, row.id).await?;
            Some(key.seal(cx.app.random.as_ref(), PERSON, id, &serde_json::to_vec(&person)?)?)
        }
    };
    let lookup = sealed.is_some().then_some(lookup);
    let new = Model {
        id,
        request_id: row.id,
        part,
        account_id: found.account,
        member_id: found.member,
        person_sealed: sealed,
        email_lookup: lookup.clone(),
        muted: false,
        bounced_at: people::bounced_lately(cx, tx, found.account, lookup.as_deref()).await?,
        added_at: cx.now(),
        removed_at: None,
    };
    Entity::insert(new.into_active_model()).exec_without_returning(&**tx).await?;
    Ok(id)
}

async fn is_contact(tx: &Tx, row: &request::Model, found: &Found, lookup: &[u8]) -> Result<bool, Fault> {
    let Some(contract) = row.contract_id else { return Ok(false) };
    let mut theirs = Condition::any().add(contract_contact::Column::EmailLookup.eq(lookup.to_vec()));
    if let Some(member) = found.member {
        theirs = theirs.add(contract_contact::Column::MemberId.eq(member));
    }
    let all = contract_contact::Entity::find().filter(contract_contact::Column::ContractId.eq(contract));
    Ok(all.filter(theirs).one(&**tx).await?.is_some())
}
