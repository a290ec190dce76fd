//! What each request has given to the figures (SUP-19): a request that changes takes it out again.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "support_counted")]
#[personal(purpose = "Seeing how support does")]
pub struct Model {
    /// The request.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub request_id: Uuid,
    /// [`crate::model::figures::Given`].
    #[holds(TECHNICAL)]
    pub given: String,
    /// In this count of all: what an earlier one counted is gone.
    #[holds(TECHNICAL)]
    pub counted_in: i64,
}

gatehouse_db::no_relations!();
