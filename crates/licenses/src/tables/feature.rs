//! What editions differ in.

use sea_orm::entity::prelude::*;

/// One feature; what it is called stands in `feature_label`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feature")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of this product.
    pub product_id: Uuid,
    /// The stable word, unique and in lower case.
    pub code: String,
    /// Its place, from 1.
    pub position: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
