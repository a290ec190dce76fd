//! The table `staff_attempt`.

use sea_orm::entity::prelude::*;

/// One slow counter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_attempt")]
pub struct Model {
    /// Keyed hash of kind and key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// `password` or `code`.
    pub kind: String,
    /// Tries in this window.
    pub count: i64,
    /// No further try before then.
    pub blocked_until: i64,
    /// The window ends then.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
