//! Support ends a contract before its term, for a reason (LIC-27). What is left of it lapses; its requests go on for the operator's days of grace.

use super::contract_ends::ended;
use super::contract_news::{News, tell};
use crate::events::CONTRACT_ENDED;
use crate::model::contract::{ContractState, EndReason};
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsWrite, may};
use crate::tables::contract::Entity;
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::json;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EndContract {
    /// The word of an [`EndReason`].
    pub reason: String,
    /// `true`: the box is ticked.
    pub confirm: String,
    /// The version that the page showed; nothing: whichever it is.
    pub version: String,
}

/// Ends it.
pub async fn end_contract(cx: &Cx, contract: Uuid, typed: &EndContract) -> Outcome<Uuid, ContractRefusal> {
    let may = may::<ContractsWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let reason = reader.choice("reason", &typed.reason, EndReason::from_word);
    reader.finish(()).or_refuse()?;
    if typed.confirm != "true" {
        return Err(refuse(ContractRefusal::NotTicked));
    }
    let tx = may.begin().await?;
    let found = Entity::find_by_id(contract).lock_exclusive().one(&*tx).await?;
    let mut row = found.ok_or(ContractRefusal::NotFound).or_refuse()?;
    if row.is_other(&typed.version) {
        return Err(refuse(ContractRefusal::Changed));
    }
    if row.state == ContractState::Ended {
        return Err(refuse(ContractRefusal::Ended));
    }
    row.end_reason = reason;
    // One that has not begun keeps its term: a contract ends after it begins.
    if row.starts_at < cx.now() && row.ends_at > cx.now() {
        row.ends_at = cx.now();
    }
    let lapsed = ended(cx, &tx, &mut row).await?;
    tell(cx, &tx, &row, &News::Ended(lapsed, reason)).await?;
    let details = json!({ "why": reason.map(EndReason::word), "units": lapsed });
    cx.audit(&tx, CONTRACT_ENDED.about(row.id).with(details)).await?;
    cx.once(&tx, row.id).await?;
    tx.commit().await?;
    Ok(row.id)
}
