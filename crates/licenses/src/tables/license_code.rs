//! Activation codes: keyed hashes and a sealed text (LIC-4).

use sea_orm::entity::prelude::*;

/// One code.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "license_code")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// This license.
    pub license_id: Uuid,
    /// Of this order, whose key seals what is secret.
    pub purchase_id: Uuid,
    /// Keyed hash of the canonical code.
    pub lookup: Vec<u8>,
    /// Keyed hash of the last five symbols.
    pub last_group_lookup: Vec<u8>,
    /// The pepper of the look-up.
    pub pepper_version: i64,
    /// The code, sealed under the order's key.
    pub code_sealed: Vec<u8>,
    /// When it was made.
    pub created_at: i64,
    /// Another code took its place.
    pub replaced_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
