//! Every unit of a contract (SUP-3).

use crate::inventory::TECHNICAL;
use crate::model::contract::{CorrectionReason, LedgerKind};
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "quota_ledger")]
#[personal(purpose = "The account of a contract")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Of this contract.
    #[holds(TECHNICAL)]
    pub contract_id: Uuid,
    /// For this request.
    #[holds(TECHNICAL)]
    pub request_id: Option<Uuid>,
    /// What happened.
    #[holds(TECHNICAL)]
    pub kind: LedgerKind,
    /// How many.
    #[holds(TECHNICAL)]
    pub units: i64,
    /// What was left after it; null: unlimited.
    #[holds(TECHNICAL)]
    pub left_after: Option<i64>,
    /// Who caused it.
    #[holds(TECHNICAL)]
    pub by_kind: String,
    /// A member of the staff or nobody: customers stand in the request.
    #[holds(TECHNICAL)]
    pub by_id: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
    /// Why support corrected it.
    #[holds(TECHNICAL)]
    pub reason: Option<CorrectionReason>,
}

gatehouse_db::no_relations!();
