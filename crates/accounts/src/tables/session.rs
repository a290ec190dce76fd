//! The table `session`.

use sea_orm::entity::prelude::*;

/// One session.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// UUID v7; shown in the list of sessions, opens nothing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// SHA-256 under the pepper of the cookie's token.
    pub token_hash: Vec<u8>,
    /// Whose.
    pub account_id: Uuid,
    /// When the person signed in.
    pub created_at: i64,
    /// Last use, to the minute.
    pub seen_at: i64,
    /// Without use it ends then.
    pub expires_at: i64,
    /// At the latest it ends then.
    pub ends_at: i64,
    /// "Keep me signed in".
    pub kept: bool,
    /// Sensitive changes are open until then.
    pub elevated_until: i64,
    /// From where.
    pub network: Option<String>,
    /// The browser's name of itself.
    pub agent: Option<String>,
    /// The known device.
    pub device_id: Option<Uuid>,
}

/// What a session belongs to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Its account.
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}
