//! Contracts as staff see them (LIC-27): what they cover, their contacts, and every unit.

use crate::events::CONTRACT_VIEWED;
use crate::model::contract::{ContactPerson, ContractState};
use crate::model::places::CONTACT;
use crate::rights::ContractsRead;
use crate::tables::contract::{Column, Entity, Model};
use crate::tables::{contract_contact, contract_product, quota_ledger};
use gatehouse_catalog::tables::product;
use gatehouse_companies::tables::company;
use gatehouse_context::{AuditEntry, Cx, Look, LookUp, Looking, May, Seen, subject};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_db::containing::patterns;
use gatehouse_db::paging::keyset;
use gatehouse_db::{Direction, PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait as _, LikeExpr};
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::collections::HashMap;

/// Lines of the ledger that a page shows.
const LINES: u64 = 200;

/// What contracts are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContractColumn {
    /// The number.
    Number,
    /// The end.
    Ends,
}

/// Which contracts.
#[derive(Clone, Debug, Default)]
pub struct ContractFilter {
    /// Number or name contains this.
    pub text: String,
    /// In this state.
    pub state: Option<ContractState>,
    /// Of this company.
    pub company: Option<Uuid>,
}

/// A page of contracts, each with the name of its company.
pub async fn contracts(
    cx: &May<ContractsRead>,
    filter: &ContractFilter,
    sorting: Sorting<ContractColumn>,
    request: &PageRequest,
) -> Result<(Paged<Model>, HashMap<Uuid, String>), Fault> {
    let (column, key): (Column, fn(&Model) -> SortKey) = match sorting.column {
        ContractColumn::Number => (Column::Number, |row| SortKey::Text(row.number.clone())),
        ContractColumn::Ends => (Column::EndsAt, |row| SortKey::Int(row.ends_at.0)),
    };
    let mut wanted = Condition::all()
        .add_option(filter.state.map(|state| Column::State.eq(state)))
        .add_option(filter.company.map(|id| Column::CompanyId.eq(id)));
    if let Some([exact, _]) = patterns(&filter.text) {
        let like = || LikeExpr::new(exact.as_str()).escape('\\');
        let number = Expr::col(Column::Number).like(like());
        wanted = wanted.add(Condition::any().add(number).add(Expr::col(Column::Name).like(like())));
    }
    let place = |row: &Model| (key(row), row.id);
    let select = Entity::find().filter(wanted);
    let page = keyset(cx.read(), select, (column, Column::Id), sorting.direction, request, place).await?;
    let companies = company::Entity::find()
        .filter(company::Column::Id.is_in(page.items.iter().map(|row| row.company_id)))
        .all(cx.read())
        .await?;
    Ok((page, companies.into_iter().map(|row| (row.id, row.name)).collect()))
}

/// A contract after a change of it: the change has its own line in the log.
pub(crate) async fn after_change(cx: &Cx, id: Uuid) -> Result<Option<Model>, Fault> {
    Ok(Entity::find_by_id(id).one(cx.read()).await?)
}

/// A contract with what belongs to it.
#[derive(Clone, Debug)]
pub struct ContractView {
    /// The row.
    pub row: Model,
    /// The name of its company.
    pub company: String,
    /// What it covers.
    pub products: Vec<product::Model>,
    /// Who may use it.
    pub contacts: Vec<ContactPerson>,
    /// Its units, the latest line first.
    pub ledger: Vec<quota_ledger::Model>,
}

impl Look for ContractView {
    type Right = ContractsRead;

    fn lines(&self) -> Vec<AuditEntry> {
        vec![CONTRACT_VIEWED.about(self.row.id)]
    }
}

#[async_trait]
impl LookUp for ContractView {
    async fn look_up(cx: &Cx, id: Uuid, _: &Looking) -> Result<Option<Self>, Fault> {
        let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
        let company = company::Entity::find_by_id(row.company_id).one(cx.read()).await?;
        let ledger = quota_ledger::Entity::find()
            .filter(quota_ledger::Column::ContractId.eq(id))
            .order_by_desc(quota_ledger::Column::At)
            .order_by_desc(quota_ledger::Column::Id)
            .limit(LINES)
            .all(cx.read())
            .await?;
        let ContractParts { products, contacts, .. } = parts(cx, &row).await?;
        let company = company.map(|company| company.name).unwrap_or_default();
        Ok(Some(Self { company, products, contacts, ledger, row }))
    }
}

/// A page of a contract's ledger. For who has looked at the contract.
pub async fn ledger_page(
    cx: &Cx,
    of: &Seen<ContractView>,
    request: &PageRequest,
) -> Result<Paged<quota_ledger::Model>, Fault> {
    use quota_ledger::Column as Line;
    let lines = quota_ledger::Entity::find().filter(Line::ContractId.eq(of.row.id));
    let place = |row: &quota_ledger::Model| (SortKey::Int(row.at.0), row.id);
    keyset(cx.read(), lines, (Line::At, Line::Id), Direction::Descending, request, place).await
}

/// What a contract covers, and who is named.
#[derive(Clone, Debug, Default)]
pub struct ContractParts {
    /// Products, by their names; none: it covers all.
    pub products: Vec<product::Model>,
    /// Its contacts.
    pub contacts: Vec<ContactPerson>,
    /// Of each of them the user of the company, where it is one, and the keyed hash of the address.
    pub named: Vec<(Option<Uuid>, Vec<u8>)>,
    /// Their rows.
    pub contact_ids: Vec<Uuid>,
}

/// What belongs to a contract. For who has found it by their right.
pub(crate) async fn parts(cx: &Cx, row: &Model) -> Result<ContractParts, Fault> {
    let covered: Vec<Uuid> = contract_product::Entity::find()
        .filter(contract_product::Column::ContractId.eq(row.id))
        .all(cx.read())
        .await?
        .into_iter()
        .map(|row| row.product_id)
        .collect();
    let products = product::Entity::find()
        .filter(product::Column::Id.is_in(covered))
        .order_by_asc(product::Column::Name)
        .all(cx.read())
        .await?;
    let found = contacts(cx, row).await?;
    let contact_ids = found.iter().map(|(id, ..)| *id).collect();
    let (contacts, named) = found.into_iter().map(|(_, person, named)| (person, named)).unzip();
    Ok(ContractParts { products, contacts, named, contact_ids })
}

type Named = (Uuid, ContactPerson, (Option<Uuid>, Vec<u8>));

async fn contacts(cx: &Cx, row: &Model) -> Result<Vec<Named>, Fault> {
    use contract_contact::{Column, Entity};
    let keys = subject::keys(cx, cx.read(), &[row.company_id]).await?;
    let Some(key) = keys.get(&row.company_id) else { return Ok(Vec::new()) };
    let rows = Entity::find().filter(Column::ContractId.eq(row.id)).order_by_asc(Column::Id).all(cx.read()).await?;
    let opened = |one: contract_contact::Model| -> Result<Named, Fault> {
        let person = serde_json::from_slice(&key.open(CONTACT, one.id, &one.person_sealed)?)?;
        Ok((one.id, person, (one.member_id, one.email_lookup)))
    };
    rows.into_iter().map(opened).collect()
}
