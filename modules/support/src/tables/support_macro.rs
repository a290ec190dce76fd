//! What staff do often: several steps at once.

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_macro")]
#[personal(purpose = "Sharing the work on requests", subject = Staff("made_by"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Its name.
    #[holds(TECHNICAL)]
    pub name: String,
    /// Its steps, as JSON.
    #[holds(TECHNICAL)]
    pub steps: String,
    /// Who made it.
    #[holds(Pseudonym)]
    pub made_by: Uuid,
    /// When it was changed.
    #[holds(TECHNICAL)]
    pub changed_at: Moment,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
