//! Offers: what is sold under a code of its own (LIC-1).

use crate::inventory::CATALOG;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One offer; what it says stands in its newest revision.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "offer")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this product.
    #[holds(CATALOG)]
    pub product_id: Uuid,
    /// The stable word that shops name, unique in the catalog and in lower case.
    #[holds(CATALOG)]
    pub code: String,
    /// Not sold any more since.
    #[holds(CATALOG)]
    pub retired_at: Option<Moment>,
}

gatehouse_db::no_relations!();
