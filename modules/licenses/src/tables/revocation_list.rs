//! The latest signed revocation list of each product (LIC-20).

use crate::inventory::TECHNICAL;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "revocation_list")]
#[personal(
    purpose = "Tells devices without a network what must not be believed",
    basis = "b",
    recipients = ["anyone: its entries are hashes of ids that cannot be guessed"]
)]
pub struct Model {
    /// Of this product.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(TECHNICAL)]
    pub product_id: Uuid,
    /// Rises with every list of the product.
    #[holds(TECHNICAL)]
    pub seq: i64,
    /// How many devices it names.
    #[holds(TECHNICAL)]
    pub entries: i64,
    /// SHA-256 of the entries, to see whether anything changed.
    #[holds(TECHNICAL)]
    pub digest: Vec<u8>,
    /// The signed text.
    #[holds(TECHNICAL)]
    pub list: String,
    /// When it was signed.
    #[holds(TECHNICAL)]
    pub made_at: Moment,
    /// Stops up to this moment are in it.
    #[holds(TECHNICAL)]
    pub looked_at: Moment,
}

gatehouse_db::no_relations!();
