//! Queues of requests (SUP-17).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_queue")]
#[personal(purpose = "Sharing the work on requests")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
    /// Its place in the list.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// What no rule fits comes here; one queue has it at the most.
    #[holds(TECHNICAL)]
    pub others: bool,
    /// Since when nothing new comes into it.
    #[holds(TECHNICAL)]
    pub archived_at: Option<Moment>,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
