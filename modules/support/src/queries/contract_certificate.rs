//! What stands on the certificate of a contract (LIC-28), and what is told of one that somebody checks.

use super::contract_people::{Gets, Switch, gets};
use super::contracts::{ContractParts, parts};
use super::own_contracts;
use crate::tables::contract::{Column, Entity, Model};
use crate::tables::contract_product;
use gatehouse_catalog::tables::product;
use gatehouse_companies::queries::companies;
use gatehouse_companies::rights::{In, Right};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_licenses::model::certificate::{TypedCode, code};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, QueryTrait as _};

/// What is printed.
#[derive(Clone, Debug)]
pub struct ContractCertificate {
    /// The contract.
    pub row: Model,
    /// Whose it is.
    pub company: String,
    /// What it covers, and its contacts.
    pub parts: ContractParts,
    /// What tells that it is genuine. It is of the installation's key, because a contract may pass to another company.
    pub code: String,
    /// For this contact alone, who is no user of the company: `parts` names nobody else.
    pub only: Option<Only>,
}

/// What a certificate leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Only {
    /// The contact whom it names.
    pub contact: Uuid,
    /// How many others the contract has.
    pub others: i64,
}

/// That of a contract which a user of the company sees.
pub async fn of_user<R: Right>(cx: &Cx, by: &In<'_, R>, id: Uuid) -> Result<Option<ContractCertificate>, Fault> {
    match own_contracts::find(cx, by, id).await? {
        Some(own) => made_out(cx, own.row, own.parts).await.map(Some),
        None => Ok(None),
    }
}

/// That of any contract.
pub(crate) async fn of_any(cx: &Cx, id: Uuid) -> Result<Option<ContractCertificate>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let parts = parts(cx, &row).await?;
    made_out(cx, row, parts).await.map(Some)
}

/// That which somebody gets by mail who was told of the contract, as it is now; `None`: they are told no more, or the contract is gone.
pub(crate) async fn of_told(cx: &Cx, id: Uuid, switch: Switch) -> Result<Option<ContractCertificate>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let Some(gets) = gets(cx, cx.read(), &row, switch).await? else { return Ok(None) };
    let mut parts = parts(cx, &row).await?;
    let only = match gets {
        Gets::Whole => None,
        Gets::Own(contact) => {
            let own = parts.contact_ids.iter().position(|id| *id == contact);
            let Some(own) = own else { return Ok(None) };
            let others = i64::try_from(parts.contacts.len() - 1)?;
            parts.contacts = vec![parts.contacts.swap_remove(own)];
            Some(Only { contact, others })
        }
    };
    Ok(Some(ContractCertificate { only, ..made_out(cx, row, parts).await? }))
}

async fn made_out(cx: &Cx, row: Model, parts: ContractParts) -> Result<ContractCertificate, Fault> {
    let company = companies::names(cx.read(), &[row.company_id]).await?.remove(&row.company_id).unwrap_or_default();
    let key = subject::key(cx, cx.read(), subject::INSTALLATION).await?;
    Ok(ContractCertificate { code: code(&key, row.id, &company), company, parts, row, only: None })
}

/// A genuine one, and whether it was made out to this company; `None`: no contract has the number, or the code is of another certificate.
pub(crate) async fn checked(
    cx: &Cx,
    (number, typed): (&str, &TypedCode),
    holder: &str,
) -> Result<Option<(Model, Vec<String>, Option<bool>)>, Fault> {
    let found = Entity::find().filter(Column::Number.eq(number)).one(cx.read()).await?;
    let key = subject::keys(cx, cx.read(), &[subject::INSTALLATION]).await?.remove(&subject::INSTALLATION);
    // Nothing was issued before the installation has its key.
    let Some(key) = key else { return Ok(None) };
    // A number that no contract has costs the same as a wrong code: numbers can be counted through.
    let is_genuine = typed.is_of(&key, found.as_ref().map_or(Uuid::nil(), |row| row.id));
    let Some(row) = found.filter(|_| is_genuine) else { return Ok(None) };
    let covered = contract_product::Entity::find()
        .filter(contract_product::Column::ContractId.eq(row.id))
        .select_only()
        .column(contract_product::Column::ProductId)
        .into_query();
    let products = product::Entity::find()
        .filter(product::Column::Id.in_subquery(covered))
        .order_by_asc(product::Column::Name)
        .all(cx.read())
        .await?;
    let is_holder = (!holder.is_empty()).then(|| typed.is_made_out_to(&key, row.id, holder));
    Ok(Some((row, products.into_iter().map(|product| product.name).collect(), is_holder)))
}
