//! The table of mails.

use sea_orm::entity::prelude::*;

/// One mail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    /// UUID v7; also its `Message-ID`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Which mail, such as `accounts.confirm`.
    pub kind: String,
    /// The language it is written in.
    pub lang: String,
    /// The account it goes to, if it has one.
    pub account_id: Option<Uuid>,
    /// Whose key seals it.
    pub subject_key_id: Uuid,
    /// The address.
    pub recipient_sealed: Vec<u8>,
    /// Subject, text and HTML; null once sent (kept in development).
    pub content_sealed: Option<Vec<u8>>,
    /// When it was queued.
    pub queued_at: i64,
    /// When the SMTP server took it.
    pub sent_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
