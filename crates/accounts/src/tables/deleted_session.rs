//! The table `deleted_session`.

use sea_orm::entity::prelude::*;

/// A session whose account was deleted a moment ago by who held it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deleted_session")]
pub struct Model {
    /// Keyed hash of the cookie's token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// When the row can go.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
