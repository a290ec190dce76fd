//! The table `mail_ledger`.

use sea_orm::entity::prelude::*;

/// One count, or one wish to be left alone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_ledger")]
pub struct Model {
    /// Keyed hash of purpose, address and who asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// Keyed hash of the address alone, to forget all of it.
    pub address: Vec<u8>,
    /// Mails of this day.
    pub mailed: i64,
    /// When the day ends; of a wish, until when it holds.
    pub day_ends: i64,
    /// When the last mail was queued; 0: never.
    pub last_at: i64,
    /// When the row can go.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
