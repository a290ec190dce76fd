//! For how long licenses are sold.

use sea_orm::entity::prelude::*;

/// One term; with neither months, days nor a fixed date it has no end.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
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
    /// `activation`: the term runs from the first activation; `fixed`: it ends on a date whenever it begins.
    pub starts: String,
    /// Calendar months.
    pub months: Option<i64>,
    /// Calendar days.
    pub days: Option<i64>,
    /// The end, for `fixed`.
    pub fixed_until: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
