//! The table `file`.

use sea_orm::entity::prelude::*;

/// The bytes come, or nobody has attached them yet.
pub const RECEIVING: &str = "receiving";
/// A whole file.
pub const READY: &str = "ready";
/// Its end is committed; the job removes the bytes, then the row.
pub const DELETING: &str = "deleting";

/// One file. Several rows of one owner may share their bytes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The subject whose key seals it: an account, an order, the installation.
    pub owner: Uuid,
    /// The word of its purpose.
    pub purpose: String,
    /// [`RECEIVING`], [`READY`] or [`DELETING`].
    pub state: String,
    /// The random name of its bytes in the storage.
    pub blob: Uuid,
    /// Its name, sealed.
    pub name_sealed: Option<Vec<u8>>,
    /// Its media type, proven by its bytes.
    pub media: String,
    /// Its length in bytes, before sealing.
    pub size: i64,
    /// HMAC-SHA-256 of its content under a key that is derived from the owner's.
    pub content_mac: Option<Vec<u8>>,
    /// When it was begun.
    pub created_at: i64,
    /// When it ends; `None`: when it is removed.
    pub expires_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
