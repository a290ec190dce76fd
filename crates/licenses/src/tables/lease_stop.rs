//! The feed by which nodes learn what must not be renewed (LIC-16).

use sea_orm::entity::prelude::*;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lease_stop")]
pub struct Model {
    /// Rises with every entry.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// When.
    pub at: i64,
    /// `activation`, `license`, or `changed` (seats or end changed, a block was planned or taken back: read it again).
    pub kind: String,
    /// This activation.
    pub activation_id: Option<Uuid>,
    /// This license.
    pub license_id: Option<Uuid>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
