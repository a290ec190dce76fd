//! Staff enter a contract of a company (LIC-27): its level, term, units, products and contacts. Where a request asked for it (LIC-28), that one is
//! answered in the same change, and everybody whom the contract concerns is told that it is active.

use super::answer_as_staff::send;
use super::contract_contacts;
use super::contract_news::{News, tell};
use super::message::Writer;
use super::quota;
use super::step::{Doer, hold};
use crate::events::{CONTRACT_ENTERED, STAFF_ANSWERED, of_account};
use crate::model::category::{Category, Level};
use crate::model::contact_lines::{MOST_CONTACTS, judged};
use crate::model::contract::{ContactPerson, ContractState, LedgerKind};
use crate::model::form::PREMIUM_ACTIVATION;
use crate::model::message::MessageChannel;
use crate::model::status::Status;
use crate::model::transition::By;
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsWrite, may};
use crate::tables::{contract, contract_product, request};
use gatehouse_catalog::model::input::{NAME, Reader, Wrong};
use gatehouse_catalog::tables::product;
use gatehouse_companies::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, OrRefuse as _, Outcome, Stop, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_l10n::Format;
use jiff::tz::TimeZone;
use sea_orm::IntoActiveModel as _;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;

/// The most units of a contract that is not unlimited.
pub(crate) const MOST_UNITS: i64 = 1_000_000;
/// Contacts that a contract may have, where nothing else is said.
pub const USUAL_CONTACTS: i64 = 10;

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
    /// How many contacts it may have.
    pub max_contacts: i64,
    /// The request that asked for it.
    pub request: Option<Uuid>,
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
    /// Nothing: as many as usual.
    pub max_contacts: &'a str,
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
            max_contacts: reader
                .optional_number("max_contacts", self.max_contacts, 1, i64::try_from(MOST_CONTACTS).unwrap_or(i64::MAX))
                .unwrap_or(USUAL_CONTACTS),
            request: None,
        }
    }
}

/// Enters it; returns its id.
pub async fn enter_contract(cx: &Cx, new: NewContract) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    if new.ends_at <= new.starts_at || new.level == Level::Standard || new.units.is_some_and(|units| units < 0) {
        return Err(refuse(ContractRefusal::Term));
    }
    let most = usize::try_from(new.max_contacts).unwrap_or(0).min(MOST_CONTACTS);
    if new.contacts.len() > most {
        return Err(refuse(ContractRefusal::TooMany(new.max_contacts)));
    }
    let contacts = judged(&new.contacts, most).map_err(|_| ContractRefusal::Contacts).or_refuse()?;
    let tx = may.begin().await?;
    if company::Entity::find_by_id(new.company).lock_exclusive().one(&*tx).await?.is_none() {
        return Err(refuse(ContractRefusal::NoCompany));
    }
    if contract::Entity::find().filter(contract::Column::Number.eq(new.number.as_str())).one(&*tx).await?.is_some() {
        return Err(refuse(ContractRefusal::Taken));
    }
    let asked = asked(&tx, &new).await?;
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
        max_contacts: new.max_contacts,
        request_id: new.request,
        issue: 1,
        issued_at: cx.now(),
        told_units: 0,
        end_reason: None,
    };
    contract::Entity::insert(row.clone().into_active_model()).exec_without_returning(&*tx).await?;
    if !products.is_empty() {
        let one = |product_id| contract_product::Model { contract_id: row.id, product_id }.into_active_model();
        let rows = products.into_iter().map(one);
        contract_product::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
    }
    contract_contacts::write(cx, &tx, &row, contacts).await?;
    let doer = Doer { by: By::Staff, id: cx.actor.id() };
    if let Some(units) = row.units {
        quota::write(cx, &tx, &row, None, (LedgerKind::Granted, units), doer).await?;
    }
    if let Some(mut request) = asked {
        confirm(cx, &tx, &mut request, &row, doer).await?;
    }
    // What is entered for the books has ended already.
    if row.ends_at > cx.now() {
        tell(cx, &tx, &row, &News::Active).await?;
    }
    let details = json!({ "level": row.level.word(), "units": row.units });
    cx.audit(&tx, CONTRACT_ENTERED.about(row.id).with(details)).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}

async fn are_there(tx: &Tx, products: &BTreeSet<Uuid>) -> Result<bool, Fault> {
    if products.is_empty() {
        return Ok(true);
    }
    let known = product::Entity::find().filter(product::Column::Id.is_in(products.iter().copied()));
    Ok(known.count(&**tx).await? == u64::try_from(products.len())?)
}

/// The request that asked for it, held: the company's, of the right kind, and the first contract that it leads to.
async fn asked(tx: &Tx, new: &NewContract) -> Outcome<Option<request::Model>, ContractRefusal> {
    let Some(id) = new.request else { return Ok(None) };
    let row = hold(tx, id).await?.filter(|row| {
        let is_activation = row.category == Category::Portal && row.kind.as_deref() == Some(PREMIUM_ACTIVATION);
        // A person may have asked who was not on the company's pages.
        is_activation && row.erased_at.is_none() && row.company_id.is_none_or(|company| company == new.company)
    });
    let row = row.ok_or(ContractRefusal::NoRequest).or_refuse()?;
    let of_it = contract::Entity::find().filter(contract::Column::RequestId.eq(id));
    if of_it.one(&**tx).await?.is_some() {
        return Err(refuse(ContractRefusal::Activated));
    }
    Ok(Some(row))
}

/// The request is answered with what is active from when to when. One that has ended already stays as it is.
async fn confirm(
    cx: &Cx,
    tx: &Tx,
    request: &mut request::Model,
    row: &contract::Model,
    doer: Doer,
) -> Result<(), Fault> {
    if request.status.is_final() || request.merged_into.is_some() {
        return Ok(());
    }
    let lang = Lang::from_tag(&request.lang).unwrap_or_default();
    let format = Format::new(lang, cx.app.settings.vendor_zone());
    let (from, to) = (format.date(row.starts_at), format.date(row.ends_at));
    let t = crate::texts(lang);
    let active = t.msg_contract_activated(&row.name, &row.number, from, to);
    let text = format!("{active}\n\n{}", t.msg_contract_activated_more());
    let becomes = match request.status {
        Status::Processing | Status::AwaitingAnswer => Some(Status::SolutionProvided),
        _ => None,
    };
    let writer = Writer { staff: cx.actor.id(), ..Writer::default() };
    let sent = send(cx, tx, request, doer, (writer, MessageChannel::Web), (&text, becomes)).await;
    sent.map_err(|stop| match stop {
        Stop::Broken(fault) => fault,
        Stop::Refused(refusal) => Fault::new(format!("an activation could not be answered: {refusal:?}")),
    })?;
    cx.audit(tx, of_account(STAFF_ANSWERED.about(request.id), request.account_id)).await
}
