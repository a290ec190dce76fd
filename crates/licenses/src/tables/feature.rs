//! What editions differ in.

use sea_orm::entity::prelude::*;

/// One feature, with its label in each language.
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
    /// In English.
    pub label_en: String,
    /// In Japanese.
    pub label_ja: String,
    /// In Russian.
    pub label_ru: String,
    /// Its place, from 1.
    pub position: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
