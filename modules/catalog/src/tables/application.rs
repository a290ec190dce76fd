//! Applications that a license of the product activates.

use crate::inventory::CATALOG;
use crate::model::platform::Platform;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "application")]
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
    /// Where it runs.
    #[holds(CATALOG)]
    pub platform: Platform,
    /// Where to get it; may be empty.
    #[holds(CATALOG)]
    pub download_url: String,
    /// The group whose key file activates it; empty: the product's default one.
    #[holds(CATALOG)]
    pub key_group: String,
}

gatehouse_db::no_relations!();
