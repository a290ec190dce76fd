//! The table `notification_choice` (ACC-16).

use sea_orm::entity::prelude::*;

/// One kind of notification that a person switched on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_choice")]
pub struct Model {
    /// UUID v7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// The word of a [`gatehouse_core::Notification`], as its module declares it.
    pub kind: String,
    /// When.
    pub chosen_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
