//! The table `one_time_token`.

use sea_orm::entity::prelude::*;

/// One link, living or used.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "one_time_token")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// See [`crate::model::TokenKind`].
    pub kind: String,
    /// Keyed hash of the token in the link.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub account_id: Uuid,
    /// The password chosen at this registration, until the link proves the address.
    pub password_sealed: Option<Vec<u8>>,
    /// The mark of the browser that chose it.
    pub browser_hash: Option<Vec<u8>>,
    /// When.
    pub created_at: i64,
    /// Until when.
    pub expires_at: i64,
    /// When it was used.
    pub used_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
