//! What staff look for often.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "saved_filter")]
#[personal(purpose = "Sharing the work on requests", basis = "f", subject = Staff("staff_id"))]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub id: Uuid,
    /// Whose it is.
    #[holds(Pseudonym)]
    pub staff_id: Uuid,
    /// Its name.
    #[holds(Personal(Preference))]
    pub name: String,
    /// The filters, as they stand in the address of the list.
    #[holds(Personal(Preference))]
    pub query: String,
    /// Others have it too.
    #[holds(TECHNICAL)]
    pub shared: bool,
    /// Its place.
    #[holds(TECHNICAL)]
    pub place: i64,
    /// Goes up with every change.
    #[holds(TECHNICAL)]
    pub version: i64,
}

gatehouse_db::no_relations!();
