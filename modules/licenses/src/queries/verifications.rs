//! Added licenses that wait for a clerk (LIC-23), and the rules that make them wait.

use crate::model::license::grouped;
use crate::model::verification::{VerificationRule, VerificationState};
use crate::model::{licensee, note};
use crate::rights::LicensesRead;
use crate::tables::verification::{Column, Entity, Model};
use crate::tables::{issue_batch, license, purchase, verification_rule};
use gatehouse_catalog::queries::products::{self, Names};
use gatehouse_catalog::tables::product;
use gatehouse_companies::queries::companies;
use gatehouse_context::{May, subject};
use gatehouse_core::{Fault, Personal, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// What the queue can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerificationColumn {
    /// Until when it should be decided.
    Due,
}

/// Which of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct VerificationFilter {
    /// In this state; `None`: those that wait.
    pub state: Option<VerificationState>,
}

/// One of the queue, with its license.
pub(crate) struct Queued {
    /// The row.
    pub row: Model,
    /// The license.
    pub license: Option<license::Model>,
}

/// The queue, by the time until which a clerk should decide.
pub(crate) async fn queue(
    cx: &May<LicensesRead>,
    filter: VerificationFilter,
    sorting: Sorting<VerificationColumn>,
    request: &PageRequest,
) -> Result<Paged<Queued>, Fault> {
    let VerificationColumn::Due = sorting.column;
    let found = Entity::find().filter(Column::State.eq(filter.state.unwrap_or(VerificationState::Waiting)));
    let place = |row: &Model| (SortKey::Int(row.due_at.0), row.id);
    let page = keyset(cx.read(), found, (Column::DueAt, Column::Id), sorting.direction, request, place).await?;
    let licenses = license::Entity::find()
        .filter(license::Column::Id.is_in(page.items.iter().map(|row| row.license_id)))
        .all(cx.read())
        .await?;
    let mut licenses: HashMap<Uuid, license::Model> = licenses.into_iter().map(|row| (row.id, row)).collect();
    // Of a license that several accounts added, each row has it.
    Ok(page.map(|row| Queued { license: licenses.remove(&row.license_id), row }))
}

/// One verification with what a clerk judges by.
pub(crate) struct VerificationView {
    /// The row.
    pub row: Model,
    /// The license.
    pub license: license::Model,
    /// Product and edition.
    pub names: Names,
    /// Its order.
    pub order: Option<purchase::Model>,
    /// What the clerk wrote to the person.
    pub words: Option<Personal<String>>,
    /// How many licenses of the same order wait or were declined.
    pub of_order: u64,
    /// The company that added it.
    pub company: Option<String>,
    /// The company that the order names.
    pub licensee: Option<Personal<String>>,
}

/// One verification; `None` when there is none.
pub(crate) async fn verification(cx: &May<LicensesRead>, id: Uuid) -> Result<Option<VerificationView>, Fault> {
    let Some(row) = Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let Some(license) = license::Entity::find_by_id(row.license_id).one(cx.read()).await? else { return Ok(None) };
    let order = purchase::Entity::find_by_id(license.purchase_id).one(cx.read()).await?;
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let words = key.as_ref().and_then(|key| note::of_verification(key, &row));
    let licensee = match (&key, &order) {
        (Some(key), Some(order)) => licensee::of_order(key, order)?.map(Personal),
        _ => None,
    };
    let added_by: Vec<Uuid> = row.company_id.into_iter().collect();
    let company = companies::names(cx.read(), &added_by).await?.into_values().next();
    let others = license::Entity::find()
        .select_only()
        .column(license::Column::Id)
        .filter(license::Column::PurchaseId.eq(license.purchase_id))
        .filter(license::Column::AwaitingVerification.eq(true))
        .limit(100)
        .into_tuple::<Uuid>()
        .all(cx.read())
        .await?;
    let names = products::names_of(cx, [(license.product_id, license.edition_id, license.edition_rev)]).await?;
    Ok(Some(VerificationView { row, license, names, order, words, of_order: others.len() as u64, company, licensee }))
}

/// A rule that holds, with the name of what it flags.
pub(crate) struct NamedRule {
    /// The row.
    pub row: verification_rule::Model,
    /// Number, code or id.
    pub about: String,
}

/// What the rules can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleColumn {
    /// When they were set.
    Set,
}

/// Which of the rules that hold.
#[derive(Clone, Copy, Debug, Default)]
pub struct RuleFilter {
    /// Of this kind.
    pub kind: Option<VerificationRule>,
}

/// The rules that hold.
pub(crate) async fn rules(
    cx: &May<LicensesRead>,
    filter: RuleFilter,
    sorting: Sorting<RuleColumn>,
    request: &PageRequest,
) -> Result<Paged<NamedRule>, Fault> {
    use verification_rule::{Column, Entity, Model};
    let RuleColumn::Set = sorting.column;
    let mut found = Entity::find().filter(Column::EndedAt.is_null());
    if let Some(kind) = filter.kind {
        found = found.filter(Column::Kind.eq(kind));
    }
    let place = |row: &Model| (SortKey::Int(row.set_at.0), row.id);
    let page = keyset(cx.read(), found, (Column::SetAt, Column::Id), sorting.direction, request, place).await?;
    let rows = &page.items;
    let of = |kind: VerificationRule| -> Vec<Uuid> {
        rows.iter().filter(|row| row.kind == kind).map(|row| row.about_id).collect()
    };
    let licenses = license::Entity::find().filter(license::Column::Id.is_in(of(VerificationRule::License)));
    let orders = purchase::Entity::find().filter(purchase::Column::Id.is_in(of(VerificationRule::Order)));
    let of_products = of(VerificationRule::Product).into_iter().chain(of(VerificationRule::FirstOfCountry));
    let products = product::Entity::find().filter(product::Column::Id.is_in(of_products));
    let batches = issue_batch::Entity::find().filter(issue_batch::Column::Id.is_in(of(VerificationRule::Batch)));
    let mut names: HashMap<Uuid, String> = HashMap::new();
    names.extend(licenses.all(cx.read()).await?.into_iter().map(|row| (row.id, grouped(&row.number))));
    names.extend(orders.all(cx.read()).await?.into_iter().map(|row| (row.id, row.number)));
    names.extend(products.all(cx.read()).await?.into_iter().map(|row| (row.id, row.name)));
    names.extend(batches.all(cx.read()).await?.into_iter().map(|row| (row.id, row.id.to_string())));
    Ok(page.map(|row| NamedRule { about: names.get(&row.about_id).cloned().unwrap_or_default(), row }))
}
