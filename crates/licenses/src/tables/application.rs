//! Applications that a license of the product activates.

use sea_orm::entity::prelude::*;

/// One application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of this product.
    pub product_id: Uuid,
    /// The stable word, unique and in lower case.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The platform, such as `windows`.
    pub platform: String,
    /// Where to get it; may be empty.
    pub download_url: String,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
