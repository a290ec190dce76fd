//! The table `api_key`.

use sea_orm::entity::prelude::*;

/// One API key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_key")]
pub struct Model {
    /// UUID v7; names the key in the audit log.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Always empty, but the column takes no null and has nothing else by itself: see `name_sealed`.
    pub name: String,
    /// What it is for, in the words of who made it; see [`crate::key_names`].
    pub name_sealed: Option<Vec<u8>>,
    /// Keyed hash of the whole key.
    pub key_hash: Vec<u8>,
    /// The pepper of the hash.
    pub pepper_version: i64,
    /// Its first letters, to tell keys apart.
    pub prefix: String,
    /// Scopes, separated by spaces.
    pub scopes: String,
    /// The staff member who made it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: i64,
    /// It opens nothing from then on.
    pub expires_at: Option<i64>,
    /// It opens nothing since then.
    pub revoked_at: Option<i64>,
    /// Last use, to the minute.
    pub last_used_at: Option<i64>,
    /// What gives it rights, stated once more; see [`crate::grant`].
    pub rights_sealed: Option<Vec<u8>>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
