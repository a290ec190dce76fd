//! Who is told about a contract (LIC-29): its contacts, users of the company or not, and who may use contracts (COM-13). Nobody twice; each by the
//! switch that is theirs.

use super::people::blocked;
use crate::model::contract::ContactPerson;
use crate::model::mail_thread::person_lookup;
use crate::model::places::CONTACT;
use crate::tables::contract;
use crate::tables::contract_contact::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_address::{Email, normalized};
use gatehouse_companies::model::notice::NoticeKind;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::model::states::CompanyState;
use gatehouse_companies::queries::{membership, recipients};
use gatehouse_companies::tables::{company, company_member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// How somebody's mails about contracts end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Switch {
    /// By the notices of the company, for this user.
    Member(Uuid),
    /// By the row of this contact.
    Contact(Uuid),
}

/// Somebody who is told.
pub(crate) struct Told {
    pub to: Recipient,
    pub ends_by: Switch,
    /// They are a user of the company, and so open its pages.
    pub is_inside: bool,
}

/// Those who are told, and the company.
pub(crate) struct Circle {
    pub company: company::Model,
    pub all: Vec<Told>,
}

/// Who is told about this contract now; `None`: its company is gone or deleted.
pub(crate) async fn circle(cx: &Cx, tx: &Tx, row: &contract::Model) -> Result<Option<Circle>, Fault> {
    let company = company::Entity::find_by_id(row.company_id).one(&**tx).await?;
    let Some(company) = company.filter(|company| company.state != CompanyState::Deleted) else { return Ok(None) };
    let of = [company.id];
    let users = recipients::managing(cx, &**tx, &of, CompanyRight::UseContract).await?;
    let wanting = recipients::wanting(cx, &**tx, &of, NoticeKind::Contracts).await?;
    // Who may use contracts has the switch of the company, and no other one as a contact.
    let members: HashSet<Uuid> = users.iter().map(|one| one.member).collect();
    let addresses: HashSet<Vec<u8>> = users.iter().filter_map(|one| lookup(cx, &one.to.email)).collect();
    let told = |one: recipients::ToTell| Told { ends_by: Switch::Member(one.member), to: one.to, is_inside: true };
    let mut all: Vec<Told> = wanting.into_iter().map(told).collect();
    let contacts = Entity::find()
        .filter(Column::ContractId.eq(row.id))
        .filter(Column::Muted.eq(false))
        .order_by_asc(Column::Id)
        .all(&**tx)
        .await?;
    let others = contacts.into_iter().filter(|one| {
        one.member_id.is_none_or(|member| !members.contains(&member)) && !addresses.contains(&one.email_lookup)
    });
    all.extend(contacts_to_tell(cx, &**tx, &company, others.collect()).await?);
    Ok(Some(Circle { company, all }))
}

fn lookup(cx: &Cx, email: &str) -> Option<Vec<u8>> {
    Email::parse(email).ok().map(|email| person_lookup(cx, email.normalized()))
}

async fn contacts_to_tell<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: &company::Model,
    rows: Vec<Model>,
) -> Result<Vec<Told>, Fault> {
    let key = subject::keys(cx, conn, &[company.id]).await?.remove(&company.id);
    let Some(key) = key.filter(|_| !rows.is_empty()) else { return Ok(Vec::new()) };
    let opened = |one: Model| -> Result<(Model, ContactPerson), Fault> {
        let person = serde_json::from_slice(&key.open(CONTACT, one.id, &one.person_sealed)?)?;
        Ok((one, person))
    };
    let rows = rows.into_iter().map(opened).collect::<Result<Vec<_>, _>>()?;
    // Who was named by the address alone may be a user since, and blocked.
    let unknown = rows.iter().filter(|(one, _)| one.member_id.is_none()).map(|(_, person)| person.email.as_str());
    let named = members_at(cx, conn, company.id, &unknown.collect::<Vec<_>>()).await?;
    let mut people = Vec::with_capacity(rows.len());
    for (one, person) in rows {
        let member = one.member_id.or_else(|| named.get(&normalized(&person.email)).copied());
        people.push((one.id, person, member));
    }
    let members: Vec<Uuid> = people.iter().filter_map(|(.., member)| *member).collect();
    let blocked = blocked(conn, members.iter().copied()).await?;
    let of_members = company_member::Entity::find().filter(company_member::Column::Id.is_in(members));
    let accounts: HashMap<Uuid, Uuid> =
        of_members.all(conn).await?.into_iter().map(|one| (one.id, one.account_id)).collect();
    let wanted: Vec<Uuid> = accounts.values().copied().collect();
    let mut found = contacts::contacts(cx, conn, &wanted).await?;
    let mut users = HashSet::new();
    let told = people.into_iter().filter_map(|(contact, person, member)| {
        // Who is named by two addresses is told once.
        if member.is_some_and(|member| blocked.contains(&member) || !users.insert(member)) {
            return None;
        }
        let inside = member.and_then(|member| accounts.get(&member)).and_then(|account| found.remove(account));
        let is_inside = inside.is_some();
        let to = inside.map_or_else(|| outside(company, person), |contact| contact.to);
        Some(Told { to, ends_by: Switch::Contact(contact), is_inside })
    });
    Ok(told.collect())
}

/// The users of a company with these addresses, by the address in its form for look-ups.
pub(crate) async fn members_at<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    company: Uuid,
    addresses: &[&str],
) -> Result<HashMap<String, Uuid>, Fault> {
    use company_member::{Column, Entity};
    let accounts = contacts::accounts_at(cx, conn, addresses).await?;
    if accounts.is_empty() {
        return Ok(HashMap::new());
    }
    let theirs = Column::AccountId.is_in(accounts.values().copied());
    let rows = Entity::find().filter(Column::CompanyId.eq(company)).filter(theirs).all(conn).await?;
    let members: HashMap<Uuid, Uuid> = rows.into_iter().map(|row| (row.account_id, row.id)).collect();
    Ok(accounts.into_iter().filter_map(|(email, account)| Some((email, *members.get(&account)?))).collect())
}

/// Which certificate somebody gets who was told of a contract, as it is when their mail goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gets {
    /// The one that is in the portal: they open its page.
    Whole,
    /// One that names them alone: a contact who is no user of the company.
    Own(Uuid),
}

/// What they get now; `None`: they are told of it no more.
pub(crate) async fn gets<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    row: &contract::Model,
    switch: Switch,
) -> Result<Option<Gets>, Fault> {
    let company = company::Entity::find_by_id(row.company_id).one(conn).await?;
    let Some(company) = company.filter(|company| company.state != CompanyState::Deleted) else { return Ok(None) };
    match switch {
        Switch::Member(member) => {
            let Some(own) = company_member::Entity::find_by_id(member).one(conn).await? else { return Ok(None) };
            let found = membership::of_account(cx, conn, own.account_id).await?;
            let may = found.is_some_and(|found| {
                let is_in = found.company().id == company.id && found.standing().blocked.is_none();
                is_in && found.rights().has(CompanyRight::UseContract)
            });
            Ok(may.then_some(Gets::Whole))
        }
        Switch::Contact(contact) => {
            let named = Entity::find_by_id(contact).filter(Column::ContractId.eq(row.id)).one(conn).await?;
            let told = contacts_to_tell(cx, conn, &company, named.into_iter().collect()).await?;
            Ok(told.first().map(|one| if one.is_inside { Gets::Whole } else { Gets::Own(contact) }))
        }
    }
}

/// Somebody who is no user of the company reads its language.
fn outside(company: &company::Model, person: ContactPerson) -> Recipient {
    Recipient {
        account: None,
        sealed_by: company.id,
        email: person.email,
        greeted: Some(person.name).filter(|name| !name.is_empty()),
        lang: Lang::from_tag(&company.lang).unwrap_or_default(),
        zone: None,
        is_staff: false,
    }
}
