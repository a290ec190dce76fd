//! The latest signed revocation list of each product (LIC-20).

use sea_orm::entity::prelude::*;

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revocation_list")]
pub struct Model {
    /// Of this product.
    #[sea_orm(primary_key, auto_increment = false)]
    pub product_id: Uuid,
    /// Rises with every list of the product.
    pub seq: i64,
    /// How many devices it names.
    pub entries: i64,
    /// SHA-256 of the entries, to see whether anything changed.
    pub digest: Vec<u8>,
    /// The signed text.
    pub list: String,
    /// When it was signed.
    pub made_at: i64,
    /// Stops up to this moment are in it.
    pub looked_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
