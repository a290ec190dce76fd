//! Members of the staff who follow a request.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_watcher")]
#[personal(purpose = "Sharing the work on requests", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// This request.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub request_id: Uuid,
    /// Who follows it.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Since when.
    #[holds(TECHNICAL)]
    pub since: Moment,
}

gatehouse_db::no_relations!();
