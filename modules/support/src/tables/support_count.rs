//! How far the figures are counted (SUP-19): one row, which whoever counts holds.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_count")]
#[personal(purpose = "Seeing how support does")]
pub struct Model {
    /// 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: i64,
    /// Goes up when all is counted anew.
    #[holds(TECHNICAL)]
    pub counted_in: i64,
    /// Events up to this one are seen; ids are in the order of time.
    #[holds(TECHNICAL)]
    pub event_after: Uuid,
    /// All are counted: requests up to this one are.
    #[holds(TECHNICAL)]
    pub request_after: Option<Uuid>,
    /// The same of surveys.
    #[holds(TECHNICAL)]
    pub survey_after: Option<Uuid>,
    /// When a job last came to the end.
    #[holds(TECHNICAL)]
    pub counted_at: Option<Moment>,
}

gatehouse_db::no_relations!();
