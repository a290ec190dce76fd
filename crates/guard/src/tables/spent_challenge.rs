//! The table `spent_challenge`.

use sea_orm::entity::prelude::*;

/// A challenge of the human check that was answered rightly.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "spent_challenge")]
pub struct Model {
    /// Its random bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Vec<u8>,
    /// Keyed hash of what the form was about, where the same form may come again.
    pub about_hash: Option<Vec<u8>>,
    /// When it is refused for its age, and the row can go.
    pub expires_at: i64,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
