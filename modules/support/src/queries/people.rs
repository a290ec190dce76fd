//! Who belongs to a request, and how they are told.

use crate::model::places::PERSON;
use crate::model::request::{Person, Role};
use crate::tables::request_person::{Column, Entity, Model};
use crate::tables::{request, request_message, request_watcher};
use gatehouse_accounts::contacts;
use gatehouse_companies::queries::members;
use gatehouse_companies::tables::company_member;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Lang, Moment, Uuid};
use gatehouse_db::Tx;
use gatehouse_inbox::limits::SILENT_DAYS;
use gatehouse_mail::Recipient;
use gatehouse_seal::SubjectKey;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _};
use std::collections::{HashMap, HashSet};

/// Somebody of a request to write to.
pub(crate) struct Told {
    /// Their row.
    pub person: Uuid,
    /// Their address and language.
    pub to: Recipient,
    /// They asked.
    pub is_author: bool,
}

/// Of these users of companies, those whom an administrator or the company's directory has blocked: they read nothing of it, by mail neither, and
/// nothing that they write is the company's.
pub(crate) async fn blocked<C: ConnectionTrait>(
    conn: &C,
    members: impl Iterator<Item = Uuid>,
) -> Result<HashSet<Uuid>, Fault> {
    use company_member::{Column, Entity};
    let members: Vec<Uuid> = members.collect();
    if members.is_empty() {
        return Ok(HashSet::new());
    }
    let found = Entity::find().filter(Column::Id.is_in(members)).filter(Column::BlockedAt.is_not_null());
    Ok(found.all(conn).await?.into_iter().map(|row| row.id).collect())
}

/// Those who are told of what happens: not who has left it or is blocked in its company, wants no mails, or whose address refuses them; nor `but`, who
/// did it.
pub(crate) async fn told<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &request::Model,
    but: Option<Uuid>,
) -> Result<Vec<Told>, Fault> {
    let mut people = Entity::find()
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::RemovedAt.is_null())
        .filter(Column::Muted.eq(false));
    if let Some(but) = but {
        people = people.filter(Column::Id.ne(but));
    }
    let people = people.order_by_asc(Column::Id).all(conn).await?;
    let accounts: Vec<Uuid> = people.iter().filter_map(|person| person.account_id).collect();
    let mut found = contacts::contacts(cx, conn, &accounts).await?;
    let key = subject::keys(cx, conn, &[row.id]).await?.remove(&row.id);
    let blocked = blocked(conn, people.iter().filter_map(|person| person.member_id)).await?;
    let mut all = Vec::with_capacity(people.len());
    for person in people {
        if person.member_id.is_some_and(|member| blocked.contains(&member)) {
            continue;
        }
        if person.bounced_at.is_some_and(|at| at.was_within(cx.now(), SILENT_DAYS * DAY)) {
            continue;
        }
        let to = match (person.account_id, &key) {
            (Some(account), _) => found.remove(&account).map(|contact| contact.to),
            (None, Some(key)) => without_account(key, row, &person)?,
            (None, None) => None,
        };
        if let Some(to) = to {
            all.push(Told { person: person.id, to, is_author: person.part == Role::Author });
        }
    }
    Ok(all)
}

/// Who of the staff has the request or watches it.
pub(crate) async fn following(tx: &Tx, row: &request::Model) -> Result<Vec<Uuid>, Fault> {
    let watching: Vec<Uuid> = request_watcher::Entity::find()
        .select_only()
        .column(request_watcher::Column::StaffId)
        .filter(request_watcher::Column::RequestId.eq(row.id))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(watching.into_iter().chain(row.assignee_id).collect())
}

/// The addresses of everybody of a request, whether they are told or not.
pub(crate) async fn addresses<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &request::Model,
) -> Result<Vec<(Uuid, String)>, Fault> {
    let people = Entity::find().filter(Column::RequestId.eq(row.id)).all(conn).await?;
    let accounts: Vec<Uuid> = people.iter().filter_map(|person| person.account_id).collect();
    let found = contacts::contacts(cx, conn, &accounts).await?;
    let key = subject::keys(cx, conn, &[row.id]).await?.remove(&row.id);
    let mut all = Vec::with_capacity(people.len());
    for person in people {
        let address = match (person.account_id, &key) {
            (Some(account), _) => found.get(&account).map(|contact| contact.to.email.clone()),
            (None, Some(key)) => opened(key, &person)?.map(|known| known.email),
            (None, None) => None,
        };
        all.extend(address.map(|address| (person.id, address)));
    }
    Ok(all)
}

/// When mails to this person last came back for good, by any request of theirs, while they get none for it.
pub(crate) async fn bounced_lately(
    cx: &Cx,
    tx: &Tx,
    account: Option<Uuid>,
    lookup: Option<&[u8]>,
) -> Result<Option<Moment>, Fault> {
    let own = match (account, lookup) {
        (Some(account), _) => Column::AccountId.eq(account),
        (None, Some(lookup)) => Column::EmailLookup.eq(lookup.to_vec()),
        (None, None) => return Ok(None),
    };
    let since = cx.now().plus(-SILENT_DAYS * DAY);
    let found = Entity::find().filter(own).filter(Column::BouncedAt.gte(since)).one(&**tx).await?;
    Ok(found.and_then(|row| row.bounced_at))
}

/// People of a request to whose address mails come back, and since when: the banner of its pages says so.
pub async fn bounced<C: ConnectionTrait>(cx: &Cx, conn: &C, request: Uuid) -> Result<Vec<(Model, Moment)>, Fault> {
    let since = cx.now().plus(-SILENT_DAYS * DAY);
    let all = Entity::find()
        .filter(Column::RequestId.eq(request))
        .filter(Column::RemovedAt.is_null())
        .filter(Column::BouncedAt.gte(since))
        .all(conn)
        .await?;
    Ok(all.into_iter().filter_map(|row| row.bounced_at.map(|at| (row, at))).collect())
}

fn without_account(key: &SubjectKey, row: &request::Model, person: &Model) -> Result<Option<Recipient>, Fault> {
    let Some(known) = opened(key, person)? else { return Ok(None) };
    Ok(Some(Recipient {
        account: None,
        sealed_by: row.id,
        email: known.email,
        greeted: Some(known.name).filter(|name| !name.is_empty()),
        lang: Lang::from_tag(&row.lang).unwrap_or_default(),
        zone: None,
        is_staff: false,
    }))
}

/// Somebody without an account, as their row has them; `None` for who has one, or is erased.
pub fn opened(key: &SubjectKey, person: &Model) -> Result<Option<Person>, Fault> {
    let Some(sealed) = &person.person_sealed else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&key.open(PERSON, person.id, sealed)?)?))
}

/// What those who wrote messages or asked are called, by whichever id a row has of them: in a company by the name that the company knows, else by
/// that of the account. Whoever is missing is a former user.
pub async fn names<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    accounts: &[Uuid],
    of_members: &[Uuid],
) -> Result<HashMap<Uuid, String>, Fault> {
    let mut all: HashMap<Uuid, String> =
        contacts::contacts(cx, conn, accounts).await?.into_iter().map(|(id, contact)| (id, contact.label)).collect();
    let keys = subject::keys(cx, conn, of_members).await?;
    for part in of_members.chunks(500) {
        let rows = company_member::Entity::find()
            .filter(company_member::Column::Id.is_in(part.iter().copied()))
            .all(conn)
            .await?;
        for row in rows {
            let name = members::name_of(keys.get(&row.id), &row)?;
            all.insert(row.id, name.whole());
        }
    }
    Ok(all)
}

/// The same of the writers of messages, and of who asked.
pub async fn names_in<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &request::Model,
    messages: &[request_message::Model],
) -> Result<HashMap<Uuid, String>, Fault> {
    let accounts: Vec<Uuid> = messages.iter().filter_map(|one| one.account_id).chain(row.account_id).collect();
    let of_members: Vec<Uuid> = messages.iter().filter_map(|one| one.member_id).chain(row.member_id).collect();
    names(cx, conn, &accounts, &of_members).await
}
