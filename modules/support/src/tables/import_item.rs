//! What was brought already, so that nothing comes twice.

use crate::inventory::TECHNICAL;
use crate::model::request::ImportSource;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "import_item")]
#[personal(purpose = "Bringing requests from another program")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// By this run.
    #[holds(TECHNICAL)]
    pub run_id: Uuid,
    /// From this program.
    #[holds(TECHNICAL)]
    pub source: ImportSource,
    /// Its id there.
    #[holds(TECHNICAL)]
    pub foreign_id: String,
    /// What it became.
    #[holds(TECHNICAL)]
    pub request_id: Option<Uuid>,
    /// When.
    #[holds(TECHNICAL)]
    pub at: Moment,
}

gatehouse_db::no_relations!();
