//! Which contracts somebody can open a request by (SUP-3), and why they cannot by the others.

use crate::model::contract::Offered;
use crate::model::mail_thread::person_lookup;
use crate::tables::{contract, contract_contact, contract_product};
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder as _, QuerySelect as _};
use std::collections::BTreeSet;

/// The latest contracts of a company that are looked at.
const MOST: u64 = 100;

/// A contract, and how it stands to one who asks about one product.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The contract.
    pub contract: contract::Model,
    /// What is known of it.
    pub offered: Offered,
}

/// The contracts of a company, for the member whose address this is (normalized), about a product; `None`: about none, which every contract covers.
pub async fn offers<R: Right, C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    by: &In<'_, R>,
    email: &str,
    product: Option<Uuid>,
) -> Result<Vec<Offer>, Fault> {
    let contracts = contract::Entity::find()
        .filter(contract::Column::CompanyId.eq(by.company()))
        .order_by_desc(contract::Column::EndsAt)
        .order_by_desc(contract::Column::Id)
        .limit(MOST)
        .all(conn)
        .await?;
    let ids: Vec<Uuid> = contracts.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let is_named = Condition::any()
        .add(contract_contact::Column::MemberId.eq(by.member()))
        .add(contract_contact::Column::EmailLookup.eq(person_lookup(cx, email)));
    let named: BTreeSet<Uuid> = contract_contact::Entity::find()
        .filter(contract_contact::Column::ContractId.is_in(ids.iter().copied()))
        .filter(is_named)
        .select_only()
        .column(contract_contact::Column::ContractId)
        .into_tuple::<Uuid>()
        .all(conn)
        .await?
        .into_iter()
        .collect();
    let covering: BTreeSet<Uuid> = match product {
        None => ids.iter().copied().collect(),
        Some(product) => {
            let products: Vec<(Uuid, Uuid)> = contract_product::Entity::find()
                .filter(contract_product::Column::ContractId.is_in(ids.iter().copied()))
                .select_only()
                .columns([contract_product::Column::ContractId, contract_product::Column::ProductId])
                .into_tuple()
                .all(conn)
                .await?;
            // One that names none covers all of them.
            let covers = |id: &Uuid| {
                let mut named = products.iter().filter(|(contract, _)| contract == id).peekable();
                named.peek().is_none() || named.any(|(_, one)| *one == product)
            };
            ids.iter().copied().filter(covers).collect()
        }
    };
    Ok(contracts
        .into_iter()
        .map(|contract| {
            let offered = Offered {
                id: contract.id,
                state: contract.state,
                level: contract.level,
                starts_at: contract.starts_at,
                ends_at: contract.ends_at,
                left: contract.left(),
                critical: contract.critical,
                may_use: by.may(CompanyRight::UseContract),
                is_contact: named.contains(&contract.id),
                covers: covering.contains(&contract.id),
            };
            Offer { contract, offered }
        })
        .collect())
}
