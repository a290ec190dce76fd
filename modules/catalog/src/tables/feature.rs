//! What editions differ in.

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One feature; what it is called stands in `feature_label`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "feature")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this product.
    #[holds(CATALOG)]
    pub product_id: Uuid,
    /// The stable word, unique and in lower case.
    #[holds(CATALOG)]
    pub code: String,
    /// Its place, from 1.
    #[holds(CATALOG)]
    pub position: i64,
}

gatehouse_db::no_relations!();
