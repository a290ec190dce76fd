//! Support lets a contract run longer (LIC-27). One that has ended is not brought back: its rest has lapsed, and a new contract is entered.

use super::contract_news::{News, tell};
use crate::events::CONTRACT_EXTENDED;
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsWrite, may};
use crate::tables::contract::{self, Column, Entity};
use crate::tables::request;
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ExtendContract {
    /// The new last day, in the zone of who does it.
    pub ends: String,
    /// The version that the page showed; nothing: whichever it is.
    pub version: String,
}

/// Extends it.
pub async fn extend_contract(cx: &Cx, contract: Uuid, typed: &ExtendContract) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let ends = reader.end_of_day("ends", &typed.ends, &cx.zone);
    if ends.is_none() && typed.ends.trim().is_empty() {
        reader.wrong("ends", Wrong::Required);
    }
    reader.finish(()).or_refuse()?;
    let ends = ends.ok_or(ContractRefusal::NotLater).or_refuse()?;
    let tx = may.begin().await?;
    // Requests are held before their contract, as everywhere. Their people hear of the new end when it comes near.
    request::Entity::update_many()
        .col_expr(request::Column::EndTold, Expr::value(false))
        .filter(request::Column::ContractId.eq(contract))
        .filter(request::Column::Active.eq(true))
        .exec(&*tx)
        .await?;
    let found = Entity::find_by_id(contract).lock_exclusive().one(&*tx).await?;
    let row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    if row.is_other(&typed.version) {
        return Err(refuse(ContractRefusal::Changed));
    }
    if row.is_over(cx.now()) {
        return Err(refuse(ContractRefusal::Ended));
    }
    if ends <= row.ends_at {
        return Err(refuse(ContractRefusal::NotLater));
    }
    let row = contract::Model {
        ends_at: ends,
        told: 0,
        issue: row.issue + 1,
        issued_at: cx.now(),
        version: row.version + 1,
        ..row
    };
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(row.ends_at))
        .col_expr(Column::Told, Expr::value(row.told))
        .col_expr(Column::Issue, Expr::value(row.issue))
        .col_expr(Column::IssuedAt, Expr::value(row.issued_at))
        .col_expr(Column::Version, Expr::value(row.version))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    tell(cx, &tx, &row, &News::Extended).await?;
    cx.audit(&tx, CONTRACT_EXTENDED.about(row.id)).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}
