//! The table `staff_token`.

use sea_orm::entity::prelude::*;

/// One link in a mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_token")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it opens: `set_password`, `presence`.
    pub kind: String,
    /// Keyed hash of the token.
    pub token_hash: Vec<u8>,
    /// For whom.
    pub staff_id: Uuid,
    /// When it was made.
    pub created_at: i64,
    /// It opens nothing from then on.
    pub expires_at: i64,
    /// It was used then.
    pub used_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
