//! Support adds units to a contract or takes some away, for a reason that stands in its ledger (LIC-27). What is held or used stays, and its people are told.

use super::contract_news::{News, tell, tell_units};
use super::enter_contract::MOST_UNITS;
use super::quota::write_because;
use super::step::Doer;
use crate::events::CONTRACT_CORRECTED;
use crate::model::contract::{CorrectionReason, LedgerKind, units_step};
use crate::model::transition::By;
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsWrite, may};
use crate::tables::contract::{self, Column, Entity};
use gatehouse_catalog::model::input::{Reader, Wrong};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CorrectUnits {
    /// How many more, or with a minus fewer.
    pub units: String,
    /// The word of a [`CorrectionReason`].
    pub reason: String,
    /// The version that the page showed; nothing: whichever it is.
    pub version: String,
}

/// Corrects them.
pub async fn correct_units(cx: &Cx, contract: Uuid, typed: &CorrectUnits) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let text = typed.units.trim().trim_start_matches('+').replace('\u{2212}', "-");
    let units = text.parse::<i64>().unwrap_or(0);
    if units == 0 || units.unsigned_abs() > MOST_UNITS.unsigned_abs() {
        let is_missing = typed.units.trim().is_empty();
        reader.wrong("units", if is_missing { Wrong::Required } else { Wrong::Number(-MOST_UNITS, MOST_UNITS) });
    }
    let reason = reader.choice("reason", &typed.reason, CorrectionReason::from_word);
    reader.finish(()).or_refuse()?;
    let tx = may.begin().await?;
    let found = Entity::find_by_id(contract).lock_exclusive().one(&*tx).await?;
    let row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    if row.is_other(&typed.version) {
        return Err(refuse(ContractRefusal::Changed));
    }
    if row.is_over(cx.now()) {
        return Err(refuse(ContractRefusal::Ended));
    }
    let has = row.units.ok_or(ContractRefusal::Unlimited).or_refuse()?;
    let now = has + units;
    if now < row.reserved + row.used || now > MOST_UNITS {
        return Err(refuse(ContractRefusal::Units));
    }
    let row = contract::Model {
        units: Some(now),
        // What is reached no more is told again when it is.
        told_units: row.told_units.min(units_step(Some(now), row.reserved + row.used)),
        issue: row.issue + 1,
        issued_at: cx.now(),
        version: row.version + 1,
        ..row
    };
    Entity::update_many()
        .col_expr(Column::Units, Expr::value(row.units))
        .col_expr(Column::ToldUnits, Expr::value(row.told_units))
        .col_expr(Column::Issue, Expr::value(row.issue))
        .col_expr(Column::IssuedAt, Expr::value(row.issued_at))
        .col_expr(Column::Version, Expr::value(row.version))
        .filter(Column::Id.eq(row.id))
        .exec(&*tx)
        .await?;
    let doer = Doer { by: By::Staff, id: cx.actor.id() };
    write_because(cx, &tx, &row, None, (LedgerKind::Corrected, units), doer, reason).await?;
    tell(cx, &tx, &row, &News::Corrected(reason)).await?;
    tell_units(cx, &tx, &row).await?;
    let word = reason.map(CorrectionReason::word);
    cx.audit(&tx, CONTRACT_CORRECTED.about(row.id).with(json!({ "units": units, "why": word }))).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}
