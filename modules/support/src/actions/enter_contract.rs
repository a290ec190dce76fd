//! Staff enter a contract of a company (LIC-27): its level, term, units, products and contacts; and change its contacts.

use super::quota;
use super::step::Doer;
use crate::events::{CONTRACT_CHANGED, CONTRACT_ENTERED};
use crate::model::category::Level;
use crate::model::contract::{ContactPerson, ContractState, LedgerKind};
use crate::model::mail_thread::person_lookup;
use crate::model::places::CONTACT;
use crate::model::transition::By;
use crate::rights::{ContractsWrite, NotAllowed, may};
use crate::tables::{contract, contract_contact, contract_product};
use gatehouse_address::Email;
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_catalog::tables::product;
use gatehouse_companies::tables::{company, company_member};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use jiff::tz::TimeZone;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// The most contacts of a contract.
pub const MOST_CONTACTS: usize = 50;
/// The most units of a contract that is not unlimited.
const MOST_UNITS: i64 = 1_000_000;
/// Characters of a telephone number.
const PHONE: usize = 40;

/// A contract as it is entered.
#[derive(Clone, Debug)]
pub struct NewContract {
    /// Of this company.
    pub company: Uuid,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its level; not the standard one.
    pub level: Level,
    /// Requests that it has; `None`: unlimited.
    pub units: Option<i64>,
    /// Whether it has critical incidents.
    pub critical: bool,
    /// From when on.
    pub starts_at: Moment,
    /// Until when.
    pub ends_at: Moment,
    /// What it covers.
    pub products: Vec<Uuid>,
    /// Who may use it.
    pub contacts: Vec<ContactPerson>,
}

/// The terms of a contract as somebody typed them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TypedTerms<'a> {
    pub number: &'a str,
    pub name: &'a str,
    pub level: &'a str,
    /// Nothing: unlimited.
    pub units: &'a str,
    pub critical: bool,
    /// The first day.
    pub starts: &'a str,
    /// The last one.
    pub ends: &'a str,
}

impl TypedTerms<'_> {
    /// The contract, of nobody yet and without products and contacts; what is wrong is told to `reader`.
    pub(crate) fn read(&self, reader: &mut Reader, zone: &TimeZone) -> NewContract {
        let level = reader.choice("level", self.level, Level::from_word);
        let starts_at = reader.start_of_day("starts", self.starts, zone);
        let ends_at = reader.end_of_day("ends", self.ends, zone);
        for (name, day) in [("starts", starts_at), ("ends", ends_at)] {
            if day.is_none() {
                reader.rather(name, Wrong::Required);
            }
        }
        NewContract {
            company: Uuid::nil(),
            number: reader.line("number", self.number, NAME),
            name: reader.line("name", self.name, NAME),
            level: level.unwrap_or(Level::Premium),
            units: reader.optional_number("units", self.units, 0, MOST_UNITS),
            critical: self.critical,
            starts_at: starts_at.unwrap_or(Moment(0)),
            ends_at: ends_at.unwrap_or(Moment(0)),
            products: Vec::new(),
            contacts: Vec::new(),
        }
    }
}

/// Why a contract stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ContractRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// There is no such contract.
    #[refusal(404, "contract.not_found", refusal_no_contract)]
    NotFound,
    /// There is no such company.
    #[refusal(422, "contract.company", refusal_contract_company, field = "company")]
    NoCompany,
    /// Another contract has the number.
    #[refusal(409, "contract.taken", refusal_contract_taken, field = "number")]
    Taken,
    /// It ends before it begins, has the standard level, or fewer than no units.
    #[refusal(422, "contract.term", refusal_contract_term)]
    Term,
    /// One of the products does not exist.
    #[refusal(422, "contract.products", refusal_contract_products, field = "products")]
    NoProduct,
    /// A contact is named twice, has no address, is too long, or there are too many.
    #[refusal(422, "contract.contacts", refusal_contract_contacts, field = "contacts")]
    Contacts,
}

/// Enters it; returns its id.
pub async fn enter_contract(cx: &Cx, new: NewContract) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    if new.ends_at <= new.starts_at || new.level == Level::Standard || new.units.is_some_and(|units| units < 0) {
        return Err(refuse(ContractRefusal::Term));
    }
    let contacts = judged(&new.contacts)?;
    let tx = may.begin().await?;
    if company::Entity::find_by_id(new.company).lock_exclusive().one(&*tx).await?.is_none() {
        return Err(refuse(ContractRefusal::NoCompany));
    }
    if contract::Entity::find().filter(contract::Column::Number.eq(new.number.as_str())).one(&*tx).await?.is_some() {
        return Err(refuse(ContractRefusal::Taken));
    }
    let products: BTreeSet<Uuid> = new.products.into_iter().collect();
    if !are_there(&tx, &products).await? {
        return Err(refuse(ContractRefusal::NoProduct));
    }
    let row = contract::Model {
        id: cx.id(),
        number: new.number,
        company_id: new.company,
        name: new.name,
        level: new.level,
        units: new.units,
        reserved: 0,
        used: 0,
        critical: new.critical,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        state: ContractState::Active,
        told: 0,
        created_at: cx.now(),
        version: 1,
    };
    contract::Entity::insert(row.clone().into_active_model()).exec_without_returning(&*tx).await?;
    if !products.is_empty() {
        let one = |product_id| contract_product::Model { contract_id: row.id, product_id }.into_active_model();
        let rows = products.into_iter().map(one);
        contract_product::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    }
    write_contacts(cx, &tx, &row, contacts).await?;
    if let Some(units) = row.units {
        let doer = Doer { by: By::Staff, id: cx.actor.id() };
        quota::write(cx, &tx, &row, None, (LedgerKind::Granted, units), doer).await?;
    }
    let details = json!({ "level": row.level.word(), "units": row.units });
    cx.audit(&tx, CONTRACT_ENTERED.about(row.id).with(details)).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Names other contacts in place of those that it has.
pub async fn set_contacts(cx: &Cx, contract: Uuid, contacts: &[ContactPerson]) -> Outcome<(), ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    let contacts = judged(contacts)?;
    let tx = may.begin().await?;
    let found = contract::Entity::find_by_id(contract).lock_exclusive().one(&*tx).await?;
    let row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    contract_contact::Entity::delete_many().filter(contract_contact::Column::ContractId.eq(row.id)).exec(&*tx).await?;
    write_contacts(cx, &tx, &row, contacts).await?;
    contract::Entity::update_many()
        .col_expr(contract::Column::Version, Expr::value(row.version + 1))
        .filter(contract::Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, CONTRACT_CHANGED.about(row.id)).await?;
    tx.commit().await?;
    Ok(())
}

async fn are_there(tx: &Tx, products: &BTreeSet<Uuid>) -> Result<bool, Fault> {
    if products.is_empty() {
        return Ok(true);
    }
    let known = product::Entity::find().filter(product::Column::Id.is_in(products.iter().copied()));
    Ok(known.count(&**tx).await? == u64::try_from(products.len())?)
}

fn judged(contacts: &[ContactPerson]) -> Outcome<Vec<(ContactPerson, Email)>, ContractRefusal> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::with_capacity(contacts.len());
    for contact in contacts {
        let email = Email::parse(&contact.email).map_err(|_| ContractRefusal::Contacts).or_refuse()?;
        let is_long = contact.name.chars().nth(NAME).is_some() || contact.phone.chars().nth(PHONE).is_some();
        if is_long || !seen.insert(email.normalized().to_owned()) {
            return Err(refuse(ContractRefusal::Contacts));
        }
        all.push((contact.clone(), email));
    }
    if all.len() > MOST_CONTACTS { Err(refuse(ContractRefusal::Contacts)) } else { Ok(all) }
}

async fn write_contacts(
    cx: &Cx,
    tx: &Tx,
    row: &contract::Model,
    contacts: Vec<(ContactPerson, Email)>,
) -> Result<(), Fault> {
    if contacts.is_empty() {
        return Ok(());
    }
    let key = subject::key(cx, &**tx, row.company_id).await?;
    let members = members_by_address(cx, tx, row.company_id, &contacts).await?;
    let mut rows = Vec::with_capacity(contacts.len());
    for ((person, email), member) in contacts.into_iter().zip(members) {
        let id = cx.id();
        let contact = contract_contact::Model {
            id,
            contract_id: row.id,
            company_id: row.company_id,
            member_id: member,
            person_sealed: key.seal(cx.app.random.as_ref(), CONTACT, id, &serde_json::to_vec(&person)?)?,
            email_lookup: person_lookup(cx, email.normalized()),
            added_at: cx.now(),
        };
        rows.push(contact.into_active_model());
    }
    contract_contact::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// The users of the company with these addresses, in their order.
async fn members_by_address(
    cx: &Cx,
    tx: &Tx,
    company: Uuid,
    contacts: &[(ContactPerson, Email)],
) -> Result<Vec<Option<Uuid>>, Fault> {
    let mut found = Vec::with_capacity(contacts.len());
    // Fifty at the most, and rarely.
    for (_, email) in contacts {
        let account = gatehouse_accounts::contacts::find_by_email(cx, &**tx, email.written()).await?;
        let member = match account {
            None => None,
            Some(account) => company_member::Entity::find()
                .filter(company_member::Column::AccountId.eq(account))
                .filter(company_member::Column::CompanyId.eq(company))
                .one(&**tx)
                .await?
                .map(|member| member.id),
        };
        found.push(member);
    }
    Ok(found)
}
