//! The table `staff_session`.

use sea_orm::entity::prelude::*;

/// One session, finished or half-finished.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_session")]
pub struct Model {
    /// UUID v7; opens nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Keyed hash of the cookie's token.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub staff_id: Uuid,
    /// `password_passed` or `full`.
    pub stage: String,
    /// Wrong codes of the half-finished session; of a full one, wrong proofs since the last right one.
    pub code_failures: i64,
    /// When it began.
    pub created_at: i64,
    /// Last use, to the minute.
    pub seen_at: i64,
    /// Without use it ends then.
    pub expires_at: i64,
    /// At the latest it ends then.
    pub ends_at: i64,
    /// Sensitive changes are open until then.
    pub elevated_until: i64,
    /// From where.
    pub network: Option<String>,
    /// The browser's name of itself.
    pub agent: Option<String>,
    /// The authenticator secret that this half-finished session offers and no other does, and whether it may connect it.
    pub totp_secret_sealed: Option<Vec<u8>>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
