//! Which new request comes into which queue: the first rule that fits.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "queue_rule")]
#[personal(purpose = "Sharing the work on requests")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Into this queue.
    #[holds(TECHNICAL)]
    pub queue_id: Uuid,
    /// Rules are tried in this order.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// What a request must be like ([`crate::model::queue_rules::Wanted`]), as JSON.
    #[holds(TECHNICAL)]
    pub wanted: String,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
