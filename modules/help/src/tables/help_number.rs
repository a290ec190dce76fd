//! The last number of an article of staff.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// The one row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_number")]
#[personal(purpose = "Numbering the articles of the help center")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: i64,
    /// The last one given.
    #[holds(TECHNICAL)]
    pub last: i64,
}

gatehouse_db::no_relations!();
