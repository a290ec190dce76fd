//! The contacts of a contract (LIC-27): a step of every action that names them. Who stays keeps their row, and each change has its line in the log.

use crate::events::{CONTACT_ADDED, CONTACT_CHANGED, CONTACT_REMOVED, of_account};
use crate::model::contract::ContactPerson;
use crate::model::mail_thread::person_lookup;
use crate::model::places::CONTACT;
use crate::tables::contract_contact::{Column, Entity, Model};
use crate::tables::{contract, contract_contact};
use gatehouse_address::Email;
use gatehouse_companies::tables::company_member;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// What a list of contacts changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    /// The rows of those who are new.
    pub added: Vec<Uuid>,
    /// How many are no contacts any more.
    pub removed: usize,
    /// How many have another name or telephone number.
    pub changed: usize,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed == 0 && self.changed == 0
    }
}

/// The contacts as they are, by the keyed hash of the address.
pub(crate) async fn known(cx: &Cx, tx: &Tx, row: &contract::Model) -> Result<HashMap<Vec<u8>, ContactPerson>, Fault> {
    let key = subject::key(cx, &**tx, row.company_id).await?;
    let rows = Entity::find().filter(Column::ContractId.eq(row.id)).all(&**tx).await?;
    let opened = |one: Model| -> Result<(Vec<u8>, ContactPerson), Fault> {
        let person = serde_json::from_slice(&key.open(CONTACT, one.id, &one.person_sealed)?)?;
        Ok((one.email_lookup, person))
    };
    rows.into_iter().map(opened).collect()
}

/// These are the contacts now. The caller holds the contract.
pub(crate) async fn replace(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    wanted: Vec<(ContactPerson, Email)>,
) -> Result<Changes, Fault> {
    let key = subject::key(cx, &**tx, row.company_id).await?;
    let rows = Entity::find().filter(Column::ContractId.eq(row.id)).all(&**tx).await?;
    let mut before: HashMap<Vec<u8>, Model> = rows.into_iter().map(|one| (one.email_lookup.clone(), one)).collect();
    let (mut changes, mut fresh) = (Changes::default(), Vec::new());
    // Fifty at the most, and rarely.
    for (person, email) in wanted {
        let Some(kept) = before.remove(&person_lookup(cx, email.normalized())) else {
            fresh.push((person, email));
            continue;
        };
        let known: ContactPerson = serde_json::from_slice(&key.open(CONTACT, kept.id, &kept.person_sealed)?)?;
        if known == person {
            continue;
        }
        let sealed = key.seal(cx.app.random.as_ref(), CONTACT, kept.id, &serde_json::to_vec(&person)?)?;
        Entity::update_many()
            .col_expr(Column::PersonSealed, Expr::value(sealed))
            .filter(Column::Id.eq(kept.id))
            .exec(&**tx)
            .await?;
        changes.changed += 1;
    }
    let gone: Vec<Uuid> = before.values().map(|one| one.id).collect();
    changes.removed = gone.len();
    if !gone.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(gone)).exec(&**tx).await?;
    }
    changes.added = write(cx, tx, row, fresh).await?;
    let actor = cx.actor.account();
    let told =
        [(CONTACT_ADDED, changes.added.len()), (CONTACT_REMOVED, changes.removed), (CONTACT_CHANGED, changes.changed)];
    for (event, count) in told {
        for _ in 0..count {
            cx.audit(tx, of_account(event.about(row.id), actor)).await?;
        }
    }
    Ok(changes)
}

/// Adds contacts to a contract; answers their rows.
pub(crate) async fn write(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    contacts: Vec<(ContactPerson, Email)>,
) -> Result<Vec<Uuid>, Fault> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let key = subject::key(cx, &**tx, row.company_id).await?;
    let mut rows = Vec::with_capacity(contacts.len());
    for (person, email) in contacts {
        let id = cx.id();
        let contact = contract_contact::Model {
            id,
            contract_id: row.id,
            company_id: row.company_id,
            member_id: member_at(cx, tx, row.company_id, &email).await?,
            person_sealed: key.seal(cx.app.random.as_ref(), CONTACT, id, &serde_json::to_vec(&person)?)?,
            email_lookup: person_lookup(cx, email.normalized()),
            added_at: cx.now(),
            muted: false,
        };
        rows.push(contact);
    }
    let ids = rows.iter().map(|row| row.id).collect();
    Entity::insert_many(rows.into_iter().map(|row| row.into_active_model())).exec_without_returning(&**tx).await?;
    Ok(ids)
}

/// The user of the company with this address.
pub(crate) async fn member_at(cx: &Cx, tx: &Tx, company: Uuid, email: &Email) -> Result<Option<Uuid>, Fault> {
    use company_member::{Column, Entity};
    let account = gatehouse_accounts::contacts::find_by_email(cx, &**tx, email.written()).await?;
    let Some(account) = account else { return Ok(None) };
    let own = Entity::find().filter(Column::AccountId.eq(account)).filter(Column::CompanyId.eq(company));
    Ok(own.one(&**tx).await?.map(|member| member.id))
}
