//! The last number of each year.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "request_number")]
#[personal(purpose = "Numbering requests")]
pub struct Model {
    /// All four digits.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub year: i64,
    /// The last one given.
    #[holds(TECHNICAL)]
    pub last: i64,
}

gatehouse_db::no_relations!();
