//! Editions: the feature tiers of a product.

use crate::inventory::CATALOG;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One edition.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "edition")]
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
    /// Its name.
    #[holds(CATALOG)]
    pub name: String,
    /// Its place, from 1.
    #[holds(CATALOG)]
    pub position: i64,
}

gatehouse_db::no_relations!();
