//! Released versions.

use crate::inventory::CATALOG;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "product_version")]
#[personal(purpose = "The catalog")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(CATALOG)]
    pub id: Uuid,
    /// Of this product.
    #[holds(CATALOG)]
    pub product_id: Uuid,
    /// Such as `12.4`.
    #[holds(CATALOG)]
    pub number: String,
    /// When it came out.
    #[holds(CATALOG)]
    pub released_at: Moment,
    /// The certificate's number, where it is a certified version (CER-5); else empty.
    #[holds(CATALOG)]
    pub certificate: String,
}

gatehouse_db::no_relations!();
