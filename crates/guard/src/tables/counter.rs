//! The table `guard_counter`.

use sea_orm::entity::prelude::*;

/// One counter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guard_counter")]
pub struct Model {
    /// Keyed hash of kind and what is counted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// What is counted, such as `accounts.sign_in`.
    pub kind: String,
    /// How many in this window.
    pub count: i64,
    /// Nothing is tried before then.
    pub blocked_until: i64,
    /// When the window ends and the row can go.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
