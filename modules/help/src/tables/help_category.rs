//! Categories, with those below them.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "help_category")]
#[personal(purpose = "Sorting the articles of the help center")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its word in addresses.
    #[holds(TECHNICAL)]
    pub slug: String,
    /// The one above it.
    #[holds(TECHNICAL)]
    pub parent_id: Option<Uuid>,
    /// Its place among the others.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// Its name in each language, as JSON.
    #[holds(TECHNICAL)]
    pub names: String,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
