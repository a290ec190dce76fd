//! Who is told about a contract (LIC-29): its contacts, users of the company or not, and who may use contracts (COM-13). Nobody twice; each by the
//! switch that is theirs.

use super::people::blocked;
use crate::model::contract::ContactPerson;
use crate::model::mail_thread::person_lookup;
use crate::model::places::CONTACT;
use crate::tables::contract;
use crate::tables::contract_contact::{Column, Entity, Model};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_companies::model::notice::NoticeKind;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::model::states::CompanyState;
use gatehouse_companies::queries::recipients;
use gatehouse_companies::tables::{company, company_member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use sea_orm::QueryOrder as _;
use sea_orm::entity::prelude::*;
use std::collections::{HashMap, HashSet};

/// How somebody's mails about contracts end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    all.extend(contacts_to_tell(cx, tx, &company, others.collect()).await?);
    Ok(Some(Circle { company, all }))
}

fn lookup(cx: &Cx, email: &str) -> Option<Vec<u8>> {
    Email::parse(email).ok().map(|email| person_lookup(cx, email.normalized()))
}

async fn contacts_to_tell(cx: &Cx, tx: &Tx, company: &company::Model, rows: Vec<Model>) -> Result<Vec<Told>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let members: Vec<Uuid> = rows.iter().filter_map(|one| one.member_id).collect();
    let blocked = blocked(&**tx, members.iter().copied()).await?;
    let of_members =
        company_member::Entity::find().filter(company_member::Column::Id.is_in(members)).all(&**tx).await?;
    let accounts: HashMap<Uuid, Uuid> = of_members.into_iter().map(|one| (one.id, one.account_id)).collect();
    let wanted: Vec<Uuid> = accounts.values().copied().collect();
    let mut found = contacts::contacts(cx, &**tx, &wanted).await?;
    let key = subject::keys(cx, &**tx, &[company.id]).await?.remove(&company.id);
    let mut all = Vec::with_capacity(rows.len());
    for one in rows {
        if one.member_id.is_some_and(|member| blocked.contains(&member)) {
            continue;
        }
        let account = one.member_id.and_then(|member| accounts.get(&member));
        let inside = account.and_then(|account| found.remove(account)).map(|contact| contact.to);
        let is_inside = inside.is_some();
        let to = match (inside, &key) {
            (Some(to), _) => to,
            (None, Some(key)) => {
                let person: ContactPerson = serde_json::from_slice(&key.open(CONTACT, one.id, &one.person_sealed)?)?;
                outside(company, person)
            }
            (None, None) => continue,
        };
        all.push(Told { to, ends_by: Switch::Contact(one.id), is_inside });
    }
    Ok(all)
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
