//! What a contract covers.

use crate::inventory::TECHNICAL;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "contract_product")]
#[personal(purpose = "Support by a contract")]
pub struct Model {
    /// This contract.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub contract_id: Uuid,
    /// Covers this product.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
}

gatehouse_db::no_relations!();
