//! The table `known_device`.

use sea_orm::entity::prelude::*;

/// A browser that has signed in before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_device")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// To which account.
    pub account_id: Uuid,
    /// Keyed hash of account and cookie: two accounts of one browser cannot be linked.
    pub device_hash: Vec<u8>,
    /// First sign-in.
    pub first_at: i64,
    /// Last sign-in.
    pub last_at: i64,
    /// From where it signed in last.
    pub network: Option<String>,
    /// The browser's name of itself then.
    pub agent: Option<String>,
    /// When the owner was told of it; 0: there was nothing to tell; null: not yet.
    pub told_at: Option<i64>,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
