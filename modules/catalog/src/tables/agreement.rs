//! The versions of a product's license agreement (LIC-34). A version is never changed: people accepted it.

use crate::inventory::CATALOG;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One version; its texts stand in `agreement_text`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "agreement")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this product.
    #[holds(CATALOG)]
    pub product_id: Uuid,
    /// The version, from 1; the highest is in force.
    #[holds(CATALOG)]
    pub number: i64,
    /// Since when.
    #[holds(CATALOG)]
    pub published_at: Moment,
}

gatehouse_db::no_relations!();
