//! The table `staff_browser`.

use sea_orm::entity::prelude::*;

/// A browser in which a member has signed in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_browser")]
pub struct Model {
    /// Random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The member.
    pub staff_id: Uuid,
    /// Keyed hash of the member and the browser's cookie.
    pub browser_hash: Vec<u8>,
    /// First sign-in.
    pub first_at: i64,
    /// Last sign-in.
    pub last_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
