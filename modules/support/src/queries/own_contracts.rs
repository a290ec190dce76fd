//! The contracts of a company as its users see them (LIC-27): the owner and who may use contracts see all of them, a contact those that name them.

use super::contracts::{ContractFilter, ContractParts, parts};
use crate::model::contract::{ContactPerson, ContractState, END_STEPS};
use crate::model::mail_thread::person_lookup;
use crate::model::places::CONTACT;
use crate::rights::{Narrowed, Viewer};
use crate::tables::contract::{Column, Entity, Model};
use crate::tables::{contract_contact, contract_product, quota_ledger, request};
use gatehouse_accounts::contacts;
use gatehouse_address::Email;
use gatehouse_catalog::tables::product;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{DAY, Fault, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _, QueryTrait as _};
use std::collections::HashMap;

/// The keyed hash of somebody's own address, by which a contract names them.
pub(crate) async fn own_lookup<C: ConnectionTrait>(cx: &Cx, conn: &C, account: Uuid) -> Result<Vec<u8>, Fault> {
    let contact = contacts::contact(cx, conn, account).await?;
    Ok(lookup_of(cx, contact.as_ref().map(|contact| contact.to.email.as_str()).unwrap_or_default()))
}

/// The same of an address that is at hand.
pub(crate) fn lookup_of(cx: &Cx, address: &str) -> Vec<u8> {
    person_lookup(cx, Email::parse(address).as_ref().map(Email::normalized).unwrap_or_default())
}

/// The contracts that they see. `lookup`: of their own address.
pub(crate) fn seen_by<R: Right>(by: &In<'_, R>, lookup: &[u8]) -> Condition {
    let all = Condition::all().add(Column::CompanyId.eq(by.company()));
    if by.may(CompanyRight::UseContract) {
        return all;
    }
    let is_named = Condition::any()
        .add(contract_contact::Column::MemberId.eq(by.member()))
        .add(contract_contact::Column::EmailLookup.eq(lookup.to_vec()));
    let named = contract_contact::Entity::find()
        .filter(contract_contact::Column::CompanyId.eq(by.company()))
        .filter(is_named)
        .select_only()
        .column(contract_contact::Column::ContractId)
        .into_query();
    all.add(Column::Id.in_subquery(named))
}

/// A page of them, by their ends.
pub async fn page<R: Right>(
    cx: &Cx,
    by: &In<'_, R>,
    filter: &ContractFilter,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<Model>, Fault> {
    let lookup = own_lookup(cx, cx.read(), by.account()).await?;
    let now = cx.now();
    let mut wanted = seen_by(by, &lookup);
    match filter.state {
        // What has ended a moment ago stands among the ended ones, before the job has seen it.
        Some(ContractState::Ended) => {
            wanted =
                wanted.add(Condition::any().add(Column::State.eq(ContractState::Ended)).add(Column::EndsAt.lte(now)));
        }
        Some(state) => wanted = wanted.add(Column::State.eq(state)).add(Column::EndsAt.gt(now)),
        None => {}
    }
    let place = |row: &Model| (SortKey::Int(row.ends_at.0), row.id);
    keyset(cx.read(), Entity::find().filter(wanted), (Column::EndsAt, Column::Id), direction, request, place).await
}

/// What the list tells of a contract beside its row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// The names of what it covers; none: all products.
    pub products: Vec<String>,
    /// The names of its contacts.
    pub contacts: Vec<String>,
}

/// The same of all contracts of a page. For who sees them; all are the company's.
pub(crate) async fn beside(cx: &Cx, company: Uuid, rows: &[Model]) -> Result<HashMap<Uuid, Beside>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut all: HashMap<Uuid, Beside> = HashMap::new();
    let covered = contract_product::Entity::find()
        .filter(contract_product::Column::ContractId.is_in(ids.iter().copied()))
        .all(cx.read())
        .await?;
    let products = product::Entity::find()
        .filter(product::Column::Id.is_in(covered.iter().map(|one| one.product_id)))
        .order_by_asc(product::Column::Name)
        .all(cx.read())
        .await?;
    for product in &products {
        for one in covered.iter().filter(|one| one.product_id == product.id) {
            all.entry(one.contract_id).or_default().products.push(product.name.clone());
        }
    }
    let keys = subject::keys(cx, cx.read(), &[company]).await?;
    let Some(key) = keys.get(&company) else { return Ok(all) };
    let contacts = contract_contact::Entity::find()
        .filter(contract_contact::Column::ContractId.is_in(ids))
        .order_by_asc(contract_contact::Column::Id)
        .all(cx.read())
        .await?;
    for one in contacts {
        let person: ContactPerson = serde_json::from_slice(&key.open(CONTACT, one.id, &one.person_sealed)?)?;
        let name = if person.name.is_empty() { gatehouse_address::shown(&person.email) } else { person.name };
        all.entry(one.contract_id).or_default().contacts.push(name);
    }
    Ok(all)
}

/// A contract with what belongs to it, and whether the reader is a contact of it.
#[derive(Clone, Debug)]
pub struct OwnContract {
    /// The row.
    pub row: Model,
    /// What it covers, and who is named.
    pub parts: ContractParts,
    /// The reader is named.
    pub is_contact: bool,
}

/// One of them; `None`: they do not see it.
pub async fn find<R: Right>(cx: &Cx, by: &In<'_, R>, id: Uuid) -> Result<Option<OwnContract>, Fault> {
    let lookup = own_lookup(cx, cx.read(), by.account()).await?;
    let found = Entity::find_by_id(id).filter(seen_by(by, &lookup)).one(cx.read()).await?;
    let Some(row) = found else { return Ok(None) };
    let parts = parts(cx, &row).await?;
    let is_contact = parts.named.iter().any(|(member, hash)| *member == Some(by.member()) || *hash == lookup);
    Ok(Some(OwnContract { row, parts, is_contact }))
}

/// A line of the ledger.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// The row.
    pub row: quota_ledger::Model,
    /// The number of its request, where the reader sees that one.
    pub number: Option<String>,
}

/// A page of a contract's ledger. The caller has found the contract for the same user.
pub async fn ledger<R: Right>(
    cx: &Cx,
    by: &In<'_, R>,
    contract: &OwnContract,
    direction: Direction,
    request: &PageRequest,
) -> Result<Paged<LedgerLine>, Fault> {
    use quota_ledger::Column as Line;
    let lines = quota_ledger::Entity::find().filter(Line::ContractId.eq(contract.row.id));
    let place = |row: &quota_ledger::Model| (SortKey::Int(row.at.0), row.id);
    let page = keyset(cx.read(), lines, (Line::At, Line::Id), direction, request, place).await?;
    let ids: Vec<Uuid> = page.items.iter().filter_map(|row| row.request_id).collect();
    let seen = Viewer::inside(by).among(cx.now(), ids, Narrowed::default());
    let seen = seen.all(cx.read()).await?;
    let numbers: HashMap<Uuid, String> = seen.into_iter().map(|row: request::Model| (row.id, row.number)).collect();
    let line = |row: quota_ledger::Model| {
        let number = row.request_id.and_then(|id| numbers.get(&id).cloned());
        LedgerLine { row, number }
    };
    Ok(page.map(line))
}

/// Contracts that name this user and end within thirty days: a few of them, the next end first.
pub(crate) async fn ending_for(cx: &Cx, member: Uuid) -> Result<Vec<Model>, Fault> {
    let now = cx.now();
    let named = contract_contact::Entity::find()
        .filter(contract_contact::Column::MemberId.eq(member))
        .select_only()
        .column(contract_contact::Column::ContractId)
        .into_query();
    Ok(Entity::find()
        .filter(Column::Id.in_subquery(named))
        .filter(Column::State.eq(ContractState::Active))
        .filter(Column::EndsAt.gt(now))
        .filter(Column::EndsAt.lte(now.plus(END_STEPS[1] * DAY)))
        .order_by_asc(Column::EndsAt)
        .limit(3)
        .all(cx.read())
        .await?)
}
