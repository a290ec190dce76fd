//! Which account has which license (LIC-5).

use sea_orm::entity::prelude::*;

/// One account that added the license.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "license_holder")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// This license.
    pub license_id: Uuid,
    /// This account.
    pub account_id: Uuid,
    /// When it was added.
    pub added_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
