//! How soon support means to answer, by level (SUP-17).

use crate::inventory::TECHNICAL;
use crate::model::category::Level;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_target")]
#[personal(purpose = "Measuring how soon support answers")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// At this level.
    #[holds(TECHNICAL)]
    pub level: Level,
    /// Of critical incidents.
    #[holds(TECHNICAL)]
    pub critical: bool,
    /// By these hours.
    #[holds(TECHNICAL)]
    pub calendar_id: Uuid,
    /// Until the first answer.
    #[holds(TECHNICAL)]
    pub first_minutes: Option<i64>,
    /// Until each further one.
    #[holds(TECHNICAL)]
    pub next_minutes: Option<i64>,
    /// Until the solution.
    #[holds(TECHNICAL)]
    pub solution_minutes: Option<i64>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
